// The colour scheme lives in this browser under a key that boot.js reads before the first paint.
import { localStorageColorSchemeManager } from "@mantine/core";

export const schemeManager = localStorageColorSchemeManager({ key: "edgetill.scheme" });
