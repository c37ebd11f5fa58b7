// Amounts stay decimal strings from the API to the screen: Intl formats a string exactly, a float would not.

/** "10000.5" as a person reads it: "10 000,5" or "10,000.5"; the number of decimals is the API's. */
export function formatDecimal(amount: string, language: string): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale(language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // Four digits are grouped too, so that a column of amounts lines up in thought as in figures.
    useGrouping: "always",
  });
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return amount;
  // A minus sign is as wide as a figure, a hyphen is not.
  return format.format(amount as Intl.StringNumericLiteral).replace("-", "\u2212");
}

/** With its currency, the two kept on one line. */
export function formatMoney(amount: string, currency: string, language: string): string {
  return `${formatDecimal(amount, language)}\u00a0${currency}`;
}

/** For a spreadsheet in the person's language: its decimal sign, no grouping. */
export function plainDecimal(amount: string, language: string): string {
  return language === "ru" ? amount.replace(".", ",") : amount;
}

export function isZero(amount: string): boolean {
  return /^-?0*(\.0*)?$/.test(amount);
}

/** British English for dates as for words: day before month. */
export function locale(language: string): string {
  return language === "ru" ? "ru-RU" : "en-GB";
}
