// CPU and memory of each master over time against the thresholds. uPlot draws the lines; this adds the thresholds, the
// time in which an operation ran, the decisions, and the masters' names at the ends of their lines.

import { own } from "./decisions.js";
import { h, show } from "./dom.js";
import { bytes, clock, duration, percent } from "./format.js";
import { byOrdinal, colour, colourClass, cssColour, dash } from "./palette.js";
import { millis } from "./format.js";

const HEIGHT = 190;
const NAMES_WIDTH = 64;
const SHORTEST = 60;
const POWERS_OF_TWO = Array.from({ length: 44 }, (_, i) => 2 ** i);
const TOPS = [10, 20, 30, 40, 50, 60, 80, 100];
const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export const RANGES = [
  ["5 min", 300],
  ["15 min", 900],
  ["1 h", 3600],
  ["3 h", 10800],
];

/** The trend as columns for uPlot: seconds, then for each pod its numbers times `scale`. Pure. */
export function columns(trend, metric, from, interval, scale = 0.1) {
  const points = trend.filter((point) => point.at / 1000 >= from);
  const pods = [...new Set(points.flatMap((point) => point.pods))].sort(byOrdinal);
  const times = [];
  const lines = pods.map(() => []);
  let before;
  for (const point of points) {
    // Where samples are missing the line breaks, rather than to pretend that it was measured.
    if (before !== undefined && point.at - before > Math.max(3 * interval, 10000) && points.length < 700) {
      times.push((before + 1) / 1000);
      lines.forEach((line) => line.push(null));
    }
    before = point.at;
    times.push(point.at / 1000);
    pods.forEach((pod, i) => {
      const value = point[metric][point.pods.indexOf(pod)];
      lines[i].push(value === undefined || value < 0 ? null : value * scale);
    });
  }
  return { pods, data: [times, ...lines] };
}

/** Times in which something was done to the cluster, as [from, until, words], overlaps joined. Pure. */
export function operations(view, now) {
  const told = view.operations.map((band) => [Date.parse(band.since), band.until ? Date.parse(band.until) : now, band.kind]);
  // The reconciler's operations say best what was done; runs fill in where they are no longer known.
  const runs = view.runs
    .map((run) => [Date.parse(run.since), Date.parse(run.at), run.kind])
    .filter(([from, until]) => !told.some((band) => band[0] <= until && band[1] >= from));
  const bands = [...told, ...runs].sort((one, other) => one[0] - other[0]);
  const joined = [];
  for (const [from, until, kind] of bands) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1000) {
      last[1] = Math.max(last[1], until);
      last[2].add(kind);
    } else {
      joined.push([from, until, new Set([kind])]);
    }
  }
  return joined.map(([from, until, kinds]) => [from, until, [...kinds].map((kind) => WORDS[kind]).join(", ")]);
}

const WORDS = { BOOTSTRAP: "forming", RESHARD: "reshard", DRAIN: "drain", PROVISION_STANDBY: "new standby", SHRINK: "shrink", CONFIGURE: "settings", UPDATE: "update", HEAL: "repair" };

/** One chart: a figure that is made once and then fed. */
export class Chart {
  figure;
  #metric;
  #title;
  #host;
  #legend;
  #note;
  #usual;
  #markers;
  #plot;
  #look = "";
  #now = {};

  constructor(metric, title, note) {
    this.#metric = metric;
    this.#usual = note;
    this.#note = h("p", { class: "note" }, note);
    this.#title = title;
    this.#host = h("div", { class: "plot", role: "img" });
    this.#markers = h("div", { class: "markers" });
    this.#legend = h("ul", { class: "legend" });
    this.figure = h(
      "figure",
      { class: "chart card", key: `chart-${metric}`, "data-own": true },
      h("figcaption", null, h("h3", null, title), this.#note),
      this.#host,
      this.#legend,
    );
    new ResizeObserver(() => this.#resize()).observe(this.#host);
  }

  /** Redraws from scratch, for when colours have changed. */
  forget() {
    this.#look = "";
  }

  draw(view, now, range) {
    const first = view.trend[0]?.at ?? now;
    const span = Math.min(range, Math.max(SHORTEST, (now - first) / 1000 + 5));
    const from = now / 1000 - span;
    const interval = millis(view.record.policy.metricsQueryInterval);
    this.#now = { view, now, from, ...this.#numbers(view, from, interval) };
    const { pods, data, unit } = this.#now;
    const look = this.#lookOf(view, pods, unit);
    if (look !== this.#look) this.#begin(pods, data, look);
    else this.#plot.setData(data, true);
    this.#describe();
    this.#readOut(this.#plot.cursor.idx);
  }

  // Without a limit there is no percentage to hold against the thresholds: then the bytes are shown.
  #numbers(view, from, interval) {
    const parts = columns(view.trend, this.#metric, from, interval);
    const isMeasured = parts.data.slice(1).some((line) => line.some((value) => value !== null));
    const used = this.#metric === "memory" && !isMeasured ? columns(view.trend, "used", from, interval, 1) : undefined;
    const showsBytes = used?.data.slice(1).some((line) => line.some((value) => value !== null));
    const note = showsBytes ? "Used bytes: without a limit, no threshold applies." : this.#usual;
    if (this.#note.textContent !== note) this.#note.textContent = note;
    return showsBytes
      ? { ...used, unit: "bytes", thresholds: undefined }
      : { ...parts, unit: "percent", thresholds: view.record.policy[this.#metric] };
  }

  #lookOf(view, pods, unit) {
    return JSON.stringify([view.cluster, pods, unit]);
  }

  #reading(value) {
    return (this.#now.unit === "bytes" ? bytes : percent)(value ?? undefined);
  }

  #begin(pods, data, look) {
    this.#plot?.destroy();
    this.#look = look;
    const line = { stroke: cssColour("--line"), width: 1 };
    const axis = { stroke: cssColour("--muted"), grid: line, ticks: { ...line, size: 4 }, font: FONT };
    this.#plot = new window.uPlot(
      {
        width: this.#width(),
        height: HEIGHT,
        padding: [14, this.#hasNames() ? NAMES_WIDTH : 8, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        scales: {
          x: { time: true, range: () => [this.#now.from, this.#now.now / 1000] },
          y: { range: (_, __, most) => [0, this.#top(most ?? 0)] },
        },
        axes: [
          { ...axis, size: 26, space: 70, values: (_, ticks) => ticks.map((tick, i) => timeText(tick, ticks, i)) },
          {
            ...axis,
            size: this.#now.unit === "bytes" ? 62 : 44,
            space: 30,
            ...(this.#now.unit === "bytes" && { incrs: POWERS_OF_TWO }),
            values: (_, ticks) => ticks.map((tick) => (this.#now.unit === "bytes" ? bytes(tick) : `${tick} %`)),
          },
        ],
        series: [
          {},
          ...pods.map((pod) => ({ label: pod, stroke: colour(pod), width: 1.75, dash: dash(pod), points: { size: 4 } })),
        ],
        hooks: {
          drawClear: [(plot) => this.#drawUnder(plot)],
          draw: [(plot) => this.#drawOver(plot)],
          setCursor: [(plot) => this.#readOut(plot.cursor.idx)],
        },
      },
      data,
      this.#host,
    );
    this.#plot.over.append(this.#markers);
  }

  // High enough for the high threshold and every number, and not much higher.
  #top(most) {
    if (this.#now.unit === "bytes") return Math.max(1, most * 1.15);
    const needed = Math.max(most * 1.1, this.#now.thresholds.high * 1.35);
    return TOPS.find((top) => top >= needed) ?? Math.ceil(needed / 50) * 50;
  }

  #hasNames() {
    return this.#width() > 460;
  }

  #width() {
    return Math.max(200, this.#host.clientWidth);
  }

  #resize() {
    if (!this.#plot || this.#plot.width === this.#width()) return;
    this.forget();
    const { view, pods, data, unit } = this.#now;
    if (view) this.#begin(pods, data, this.#lookOf(view, pods, unit));
  }

  #drawUnder(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [from, until, words] of operations(this.#now.view, this.#now.now)) {
      const left = plot.valToPos(from / 1000, "x", true);
      const right = Math.max(left + 2, plot.valToPos(until / 1000, "x", true));
      ctx.fillStyle = cssColour("--band");
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      this.#text(plot, words, left + 4 * devicePixelRatio, bbox.top + bbox.height - 5 * devicePixelRatio, cssColour("--muted"), right - left - 8);
    }
    ctx.restore();
  }

  #drawOver(plot) {
    if (this.#now.thresholds) {
      const { high, low } = this.#now.thresholds;
      this.#threshold(plot, high, `high ${high} %`, cssColour("--bad"), [7, 4], -4);
      this.#threshold(plot, low, `low ${low} %`, cssColour("--low"), [2, 3], 12);
    }
    if (this.#hasNames()) this.#names(plot);
    this.#place(plot);
  }

  #threshold(plot, value, words, ink, pattern, shift) {
    const { ctx, bbox } = plot;
    const y = Math.round(plot.valToPos(value, "y", true));
    ctx.save();
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1.25 * devicePixelRatio;
    ctx.setLineDash(pattern.map((length) => length * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
    this.#text(plot, words, bbox.left + 5 * devicePixelRatio, y + shift * devicePixelRatio, ink, bbox.width);
  }

  #text(plot, words, x, y, ink, room) {
    const { ctx } = plot;
    ctx.save();
    ctx.font = FONT.replace("11px", `${11 * devicePixelRatio}px`);
    if (ctx.measureText(words).width <= room) {
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      ctx.lineWidth = 3 * devicePixelRatio;
      ctx.strokeStyle = cssColour("--surface");
      ctx.strokeText(words, x, y);
      ctx.fillStyle = ink;
      ctx.fillText(words, x, y);
    }
    ctx.restore();
  }

  // Names stand at the ends of the lines that reach the newest point, moved apart where lines meet.
  #names(plot) {
    const { pods, data } = this.#now;
    const last = data[0].length - 1;
    const step = 13 * devicePixelRatio;
    const labels = pods
      .map((pod, i) => ({ pod, value: data[i + 1][last] }))
      .filter(({ value }) => value !== null && value !== undefined)
      .map(({ pod, value }) => ({ pod, y: plot.valToPos(value, "y", true) }))
      .sort((one, other) => one.y - other.y);
    const bottom = plot.bbox.top + plot.bbox.height;
    labels.forEach((label, i) => {
      if (i > 0) label.y = Math.max(label.y, labels[i - 1].y + step);
    });
    for (let i = labels.length - 1; i >= 0; i -= 1) {
      const most = i === labels.length - 1 ? bottom : labels[i + 1].y - step;
      labels[i].y = Math.min(labels[i].y, most);
    }
    const x = plot.bbox.left + plot.bbox.width + 6 * devicePixelRatio;
    for (const { pod, y } of labels) this.#text(plot, short(pod), x, y + 4 * devicePixelRatio, colour(pod), NAMES_WIDTH * devicePixelRatio);
  }

  // Decisions to scale are buttons, so that they can be reached and read without a mouse.
  #place(plot) {
    const { view, from, now } = this.#now;
    const marks = own(view.decisions).filter((decision) => decision.verdict !== "HOLD" && Date.parse(decision.at) / 1000 >= from && Date.parse(decision.at) <= now);
    show(
      this.#markers,
      marks.map((decision) => {
        const words = `${decision.verdict === "SCALE_OUT" ? "Scale out" : "Scale in"} ${decision.masters} → ${decision.wanted} at ${clock(Date.parse(decision.at))}`;
        return h(
          "button",
          {
            type: "button",
            class: `mark ${decision.verdict === "SCALE_OUT" ? "out" : "in"}`,
            key: decision.id,
            title: words,
            "aria-label": `${words}: show the decision`,
            "data-action": "decision",
            "data-decision": decision.id,
            style: { left: `${plot.valToPos(Date.parse(decision.at) / 1000, "x").toFixed(1)}px` },
          },
          decision.verdict === "SCALE_OUT" ? "▲" : "▼",
        );
      }),
    );
  }

  #readOut(index) {
    const { pods, data } = this.#now;
    const at = index ?? data[0].length - 1;
    show(
      this.#legend,
      h("li", { class: "when", key: "when" }, index === null || index === undefined ? "latest" : clock(data[0][at] * 1000)),
      pods.map((pod, i) =>
        h("li", { key: pod }, h("span", { class: `swatch ${colourClass(pod)}`, "aria-hidden": "true" }), pod, " ", h("b", null, this.#reading(data[i + 1][at]))),
      ),
    );
  }

  #describe() {
    const { pods, data, from, now } = this.#now;
    const last = data[0].length - 1;
    const values = pods.map((pod, i) => `${pod} ${this.#reading(data[i + 1][last])}`);
    this.#host.setAttribute("aria-label", `${this.#title} over the last ${duration(now - from * 1000)}; latest: ${values.join(", ") || "none"}`);
  }
}

function timeText(tick, ticks, i) {
  const text = clock(tick * 1000);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 60;
  return i >= 0 && step >= 60 ? text.slice(0, 5) : text;
}

function short(pod) {
  return pod.length <= 9 ? pod : `…${pod.slice(-8)}`;
}
