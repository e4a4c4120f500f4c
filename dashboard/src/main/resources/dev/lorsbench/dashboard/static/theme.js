// Runs before the first paint: the chosen theme, where one was chosen; else what the system prefers.
(function () {
  var root = document.documentElement;
  var media = window.matchMedia("(prefers-color-scheme: dark)");
  function stored() {
    try { return localStorage.getItem("lorsbench-theme"); } catch (e) { return null; }
  }
  function apply() {
    var choice = stored();
    root.dataset.theme = choice === "dark" || choice === "light" ? choice : media.matches ? "dark" : "light";
  }
  apply();
  media.addEventListener("change", function () {
    apply();
    document.dispatchEvent(new CustomEvent("theme"));
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("[data-theme-switch]")) return;
    var next = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("lorsbench-theme", next); } catch (e) { /* private mode: for this page only */ }
    root.dataset.theme = next;
    document.dispatchEvent(new CustomEvent("theme"));
  });
})();
