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
    late.forEach(refresh);
  }

  function refresh(part) {
    if (part.isConnected) htmx.ajax("GET", part.getAttribute("hx-get"), { source: part, target: part });
  }

  // A refresh that a sort or a filter overtook is of the page before it: what it brings is asked for anew.
  var turns = new WeakMap();

  function turn(part) { return turns.get(part) || 0; }

  function chosen(request) {
    return request.requestConfig && request.requestConfig.verb === "get" && request.requestConfig.elt !== request.target;
  }

  function advance(part) { turns.set(part, turn(part) + 1); }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var request = event.detail;
    if (chosen(request)) {
      advance(request.target);
      request.xhr.addEventListener("loadend", function () { advance(request.target); });
    } else if (request.target) {
      request.xhr.turn = turn(request.target);
    }
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    var part = event.detail.target;
    var own = event.detail.requestConfig && event.detail.requestConfig.elt === part;
    if (own && pressed && part.contains(pressed)) {
      event.detail.shouldSwap = false;
      held.add(part);
    } else if (own && event.detail.xhr.turn !== turn(part)) {
      event.detail.shouldSwap = false;
      setTimeout(refresh, 0, part);
    }
  });

  // A button that posts says what came of it; the stream brings the new rows, often before the answer: the button is
  // gone by then, and the document would hear nothing from it.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var request = event.detail;
    if (!request.requestConfig || request.requestConfig.verb !== "post") return;
    request.xhr.addEventListener("loadend", function () { answered(request); });
  });

  function answered(request) {
    var said;
    try { said = JSON.parse(request.xhr.responseText); } catch (e) { said = {}; }
    if (request.successful && request.elt.matches("form[data-clear]")) request.elt.reset();
    toast(said.error || said.message || (request.successful ? "Done" : "The server did not answer"));
  }

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
