// Shows /openapi.json. Its search runs in a worker made of a blob: hence worker-src in the policy of /docs.
Redoc.init(
  "/openapi.json",
  {
    hideDownloadButtons: false,
    nativeScrollbars: true,
    pathInMiddlePanel: true,
    requiredPropsFirst: true,
    sortRequiredPropsFirst: true,
    expandResponses: "200,201",
    theme: {
      colors: { primary: { main: "#2f55c8" } },
      typography: {
        fontSize: "15px",
        fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
        headings: { fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif', fontWeight: "650" },
        code: { fontSize: "13px", fontFamily: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace' },
      },
    },
  },
  document.getElementById("docs"),
);
