// What the pages do in the browser beyond htmx: the live mark, relative times, copying, messages.
(function () {
  "use strict";

  function toast(text) {
    var box = document.getElementById("toast");
    box.textContent = text;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(function () { box.textContent = ""; }, 6000);
  }

  function live(on) {
    var mark = document.getElementById("live");
    if (!mark) return;
    mark.dataset.on = on;
    mark.querySelector("span").textContent = on ? "Live" : "Reconnecting";
    mark.title = on ? "This page follows the ledger" : "The server does not answer; trying again";
  }

  function ago(seconds) {
    if (seconds < 5) return "just now";
    if (seconds < 60) return Math.floor(seconds) + " s ago";
    if (seconds < 3600) return Math.floor(seconds / 60) + " min ago";
    if (seconds < 86400) return Math.floor(seconds / 3600) + " h ago";
    return Math.floor(seconds / 86400) + " d ago";
  }

  function times() {
    document.querySelectorAll("time[datetime][data-ago]").forEach(function (t) {
      var text = ago(Math.max(0, (Date.now() - Date.parse(t.dateTime)) / 1000));
      if (t.textContent !== text) t.textContent = text;
    });
  }
  setInterval(times, 5000);

  document.addEventListener("htmx:sseOpen", function () { live(true); });
  document.addEventListener("htmx:sseError", function () { live(false); });
  document.addEventListener("htmx:afterSwap", times);

  // A button that is being pressed stays until it is let go: replaced in between, it would never hear of its click.
  var pressed = null;
  var held = new Set();

  document.addEventListener("pointerdown", function (event) {
    pressed = event.target.closest && event.target.closest("button, a");
  }, true);

  ["pointerup", "pointercancel"].forEach(function (end) {
    document.addEventListener(end, function () { setTimeout(letGo, 0); }, true); // the click comes first
  });
  window.addEventListener("blur", letGo);

  function letGo() {
    pressed = null;
    var late = Array.from(held);
    held.clear();
    late.forEach(function (part) {
      if (part.isConnected) htmx.ajax("GET", part.getAttribute("hx-get"), { source: part, target: part });
    });
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var part = event.detail.target;
    var own = event.detail.requestConfig && event.detail.requestConfig.elt === part;
    if (own && pressed && part.contains(pressed)) {
      event.detail.shouldSwap = false;
      held.add(part);
    }
  });

  // A button that posts says what came of it; the stream brings the new rows.
  document.addEventListener("htmx:afterRequest", function (event) {
    var request = event.detail;
    if (!request.requestConfig || request.requestConfig.verb !== "post") return;
    var said;
    try { said = JSON.parse(request.xhr.responseText); } catch (e) { said = {}; }
    toast(said.error || said.message || (request.successful ? "Done" : "The server did not answer"));
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy]");
    if (!button) return;
    var source = document.getElementById(button.dataset.copy);
    if (!source) return;
    copy(source.textContent.trim()).then(
      function () { toast("Copied"); },
      function () { toast("The browser did not allow copying"); });
  });

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }
})();
