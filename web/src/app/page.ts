import { type AsyncRouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { loadWords } from "../i18n";
import type { Area } from "../i18n/areas";

/** A route's component, loaded when somebody goes there, together with the areas of words that it and all that opens on it
 *  need. Their list is checked by `npm run web:check`. */
export function page<Name extends string>(areas: Area[], load: () => Promise<Record<Name, ComponentType>>, name: Name): AsyncRouteComponent<object> {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), loadWords(areas)]);
    return { page: module[name] };
  }, "page");
}
