// Settings of this copy of the cabinet. `apiBase` is the origin of the API ("https://api.example.com");
// empty: the origin that serves the cabinet.
window.__EDGETILL__ = { apiBase: "" };
