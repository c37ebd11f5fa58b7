export interface Button {
  text: string;
  /** An address of the web; null for what leads nowhere by itself. */
  href: string | null;
  style: string;
}

/** What the HTML of a button shows. It is read and never put into the page: nothing in it can run. */
export function buttonOf(html: string): Button | null {
  const element = new DOMParser().parseFromString(html, "text/html").querySelector("a, button");
  if (element === null) return null;
  const href = element.getAttribute("href") ?? "";
  return { text: element.textContent.trim(), href: /^https?:\/\//.test(href) ? href : null, style: element.getAttribute("style") ?? "" };
}
