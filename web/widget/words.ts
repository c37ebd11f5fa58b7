// What the payer reads in the widget itself; the pay page has words of its own.

export type Language = "ru" | "en";

const words = {
  ru: {
    pay: "Оплатить",
    title: "Оплата",
    loading: "Открываем страницу оплаты…",
    close: "Закрыть",
    retry: "Повторить",
    failed: "Оплата не началась",
    offline: "Нет связи с платёжной системой. Проверьте интернет и повторите.",
    refused: "Магазин передал неверные данные оплаты. Обновите страницу; если не поможет, сообщите магазину.",
    busy: "Слишком много запросов. Подождите минуту и повторите.",
    server: "Платёжная система временно не отвечает. Повторите через минуту.",
    code: "Код ошибки",
  },
  en: {
    pay: "Pay",
    title: "Payment",
    loading: "Opening the payment page…",
    close: "Close",
    retry: "Try again",
    failed: "The payment did not start",
    offline: "No connection to the payment system. Check your internet and try again.",
    refused: "The shop sent payment data that cannot be accepted. Reload the page; if that does not help, tell the shop.",
    busy: "Too many requests. Wait a minute and try again.",
    server: "The payment system is not answering. Try again in a minute.",
    code: "Error code",
  },
};

export type Words = (typeof words)["en"];

export function wordsIn(language: Language): Words {
  return words[language];
}

/** As asked for; else the page's language; else the browser's. English for whoever does not read Russian. */
export function languageFor(asked: string | null | undefined): Language {
  const tag = asked || document.documentElement.lang || navigator.language;
  return tag.toLowerCase().startsWith("ru") ? "ru" : "en";
}
