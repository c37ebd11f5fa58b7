// Before the first paint: the colour scheme and language chosen in this browser, so that nothing flashes.
(function () {
  var root = document.documentElement;
  var scheme = null;
  var language = null;
  try {
    scheme = localStorage.getItem("edgetill.scheme");
    language = localStorage.getItem("edgetill.language");
  } catch (refused) {
    // Storage is switched off: the system's scheme is used.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-mantine-color-scheme", scheme);
  if (language === "ru" || language === "en") root.lang = language;
})();
