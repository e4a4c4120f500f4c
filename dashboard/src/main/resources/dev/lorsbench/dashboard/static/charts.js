// Curves: each [data-chart] lists its series as JSON ({label, url, color}); the stream makes them fetch again.
(function () {
  "use strict";
  var HEIGHT = 216;
  var AT_MOST_EVERY_MS = 1500;
  var charts = [];

  function css(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function number(value) {
    var n = typeof value === "number" ? value : Number(value);
    return Number.isFinite(n) ? n : null;
  }

  function show(value) {
    if (value == null) return "–";
    var size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
    return Number(value.toPrecision(4)).toString();
  }

  function axis(more) {
    return Object.assign({
      stroke: css("--muted"), font: "11px system-ui, sans-serif", size: 46, gap: 4,
      grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }
    }, more);
  }

  function Chart(box) {
    this.box = box;
    this.series = [];
    this.metric = box.dataset.metric || null;
    this.plot = null;
    this.last = 0;
    this.timer = null;
    this.busy = false;
    var self = this;
    new ResizeObserver(function () {
      if (self.plot && box.clientWidth) self.plot.setSize({ width: box.clientWidth, height: HEIGHT });
    }).observe(box);
    this.load();
  }

  // Its list of series, which a part of the page that the stream renews may hold for it.
  Chart.prototype.listing = function () {
    var holder = this.box.dataset.seriesOf ? document.getElementById(this.box.dataset.seriesOf) : this.box;
    return holder ? holder.dataset.series : this.list;
  };

  Chart.prototype.takeList = function () {
    var list = this.listing();
    if (list === this.list) return;
    this.list = list;
    this.series = JSON.parse(list);
    if (this.plot) { this.plot.destroy(); this.plot = null; }
  };

  Chart.prototype.url = function (series) {
    return this.metric ? series.url.replace("{metric}", encodeURIComponent(this.metric)) : series.url;
  };

  Chart.prototype.soon = function () {
    if (this.timer) return;
    var self = this;
    this.timer = setTimeout(function () { self.timer = null; self.load(); },
      Math.max(0, this.last + AT_MOST_EVERY_MS - Date.now()));
  };

  Chart.prototype.load = function () {
    if (this.busy) { this.soon(); return; }
    this.busy = true;
    this.last = Date.now();
    this.takeList();
    var self = this;
    var metric = this.metric;
    var series = this.series;
    Promise.all(series.map(function (s) {
      return fetch(self.url(s)).then(function (r) {
        if (r.status === 404) return { steps: [], values: [] }; // one of several that never logs it
        if (!r.ok) throw new Error(String(r.status));
        return r.json();
      });
    })).then(function (answers) {
      self.busy = false;
      if (metric !== self.metric || series !== self.series) { self.load(); return; }
      self.draw(answers);
    }, function () {
      self.busy = false;
      if (!self.plot) self.say("The curve could not be read.");
    });
  };

  Chart.prototype.say = function (text) {
    if (this.plot) { this.plot.destroy(); this.plot = null; }
    var note = this.box.querySelector(".wait");
    if (!note) {
      note = document.createElement("p");
      note.className = "wait";
      this.box.append(note);
    }
    note.textContent = text;
  };

  Chart.prototype.draw = function (answers) {
    this.answers = answers;
    var tables = answers.map(function (a) { return [a.steps, a.values.map(number)]; });
    var any = tables.some(function (t) { return t[1].some(function (v) { return v !== null; }); });
    this.box.dataset.points = answers.reduce(function (n, a) { return n + a.steps.length; }, 0);
    if (!any) {
      this.say(answers.some(function (a) { return a.steps.length; })
        ? "Every value so far is not a finite number." : "No values yet.");
      return;
    }
    var data = tables.length === 1 ? tables[0] : uPlot.join(tables);
    if (this.plot) { this.plot.setData(data); return; }
    this.box.replaceChildren();
    this.plot = new uPlot(this.options(answers), data, this.box);
    this.box.dataset.drawn = "true";
  };

  Chart.prototype.options = function (answers) {
    var series = this.series;
    var few = answers.map(function (a) { return a.steps.length < 12; });
    return {
      width: Math.max(this.box.clientWidth, 100), height: HEIGHT,
      padding: [10, 24, 0, 0],
      cursor: { points: { size: 7 }, drag: { x: true, y: false } },
      legend: { live: true },
      scales: {
        x: { time: false, range: function (u, min, max) { return [0, max > 0 ? max : 1]; } },
        y: { range: function (u, min, max) { return [Math.min(0, min * 1.08), max > 0 ? max * 1.08 : max || 1]; } }
      },
      axes: [
        axis({ size: 34, values: function (u, ticks) { return ticks.map(function (t) { return t.toLocaleString("en"); }); } }),
        axis({ values: function (u, ticks) { return ticks.map(function (t) { return t == null ? "" : show(t); }); } })
      ],
      series: [{ label: "step", value: function (u, v) { return v == null ? "–" : v.toLocaleString("en"); } }].concat(
        series.map(function (s, i) {
          return {
            label: s.label, stroke: css(s.color), fill: null, width: 1.75, spanGaps: true,
            points: { show: few[i], size: 6, fill: css(s.color) },
            value: function (u, v) { return show(v); }
          };
        }))
    };
  };

  Chart.prototype.again = function () {
    if (this.plot) { this.plot.destroy(); this.plot = null; }
    if (this.answers) this.draw(this.answers);
  };

  function start() {
    document.querySelectorAll("[data-chart]").forEach(function (box) { charts.push(new Chart(box)); });
  }

  document.addEventListener("htmx:sseMessage", function () { charts.forEach(function (c) { c.soon(); }); });
  document.addEventListener("htmx:afterSwap", function () {
    charts.forEach(function (c) { if (c.listing() !== c.list) c.soon(); });
  });
  document.addEventListener("theme", function () { charts.forEach(function (c) { c.again(); }); });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-choose-metric]");
    if (!button) return;
    var group = button.closest("[data-for]");
    group.querySelectorAll("button").forEach(function (b) { b.setAttribute("aria-pressed", String(b === button)); });
    charts.filter(function (c) { return c.box.id === group.dataset.for; }).forEach(function (c) {
      c.metric = button.dataset.chooseMetric;
      if (c.plot) { c.plot.destroy(); c.plot = null; }
      c.load();
    });
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
