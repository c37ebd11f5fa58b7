import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Ink blue: actions and where you are. Meanings of a status have colours of their own (ui/tone.ts). */
const ink: MantineColorsTuple = [
  "#eef3ff", "#dbe4fb", "#b4c6f3", "#8aa6ec", "#6789e5", "#4f73df", "#3b63d8", "#2f55c8", "#274ab0", "#1d3d97",
];

export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 6 },
  colors: {
    ink,
    // Cooler than Mantine's own, so that coloured statuses stand out on it.
    dark: ["#d5d9e0", "#aab1bd", "#8b93a1", "#667080", "#3b424f", "#2d333e", "#22262f", "#1a1d24", "#15171c", "#101216"],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", monospace',
  defaultRadius: "sm",
  cursorType: "pointer",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: { fontWeight: "650" },
  respectReducedMotion: true,
});
