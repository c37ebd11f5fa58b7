import { useEffect } from "react";

/** The tab's title; the one before comes back when the page goes. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Edgetill`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
