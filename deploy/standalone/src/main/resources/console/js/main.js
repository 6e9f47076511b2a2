// The page: what comes in goes to the store, and the store is shown, once a frame at most and once a second for the ages.

import { Chart, RANGES } from "./charts.js";
import { decisionId, decisionList, shadowList } from "./decisions.js";
import { h, show } from "./dom.js";
import { facts, rules } from "./facts.js";
import { Feed } from "./feed.js";
import { many } from "./format.js";
import { activeMasters, headline, isStale } from "./headline.js";
import { progress, runList } from "./jobs.js";
import { nodeTable } from "./nodes.js";
import { rejectedList } from "./rejected.js";
import { slotBar } from "./slots.js";
import { Store } from "./store.js";

/** What the page shows; exported so that it can be compared with what the server holds. */
export const store = new Store();
const main = document.getElementById("main");
const connection = document.getElementById("connection");
const announcement = document.getElementById("announcement");
const rejected = document.getElementById("rejected");
const clusters = document.getElementById("clusters");
const charts = [
  new Chart("cpu", "CPU of each master", "Percent of one core: Redis runs commands on one thread."),
  new Chart("memory", "Memory of each master", "Percent of the node's limit."),
];
const ranges = rangeButtons();
let line = "reconnecting";
let range = 900;
let showsOlder = false;
let waiting = false;
let choice = "";

const feed = new Feed(
  (event, body) => {
    if (!store.take(event, body)) feed.renew();
    if (event !== "beat") later();
  },
  (state) => {
    if (state === line) return;
    line = state;
    later();
  },
);

function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    render();
  });
}

function chosen() {
  const named = decodeURIComponent(location.hash.slice(1));
  if (store.clusters.has(named)) choice = named;
  return store.clusters.get(choice) ?? store.clusters.values().next().value;
}

function render() {
  const now = store.now();
  renderConnection();
  renderClusters(now);
  rejected.hidden = store.rejections.total === 0;
  if (!rejected.hidden) show(rejected, rejectedList(store.rejections, now));
  const view = chosen();
  document.title = view ? `${view.cluster} · Slotwise` : "Slotwise console";
  if (!view) show(main, empty());
  else renderCluster(view, now);
}

function renderConnection() {
  const [state, text] =
    line !== "live"
      ? ["reconnecting", "reconnecting"]
      : { LIVE: ["live", "live"], CATCHING_UP: ["catching", "reading the past"], UNREACHABLE: ["lost", "no Kafka"] }[store.feed.kind];
  connection.className = `pill ${state}`;
  connection.title = store.feed.detail;
  if (connection.textContent !== text) connection.textContent = text;
}

function renderClusters(now) {
  const view = chosen();
  const all = [...store.clusters.values()];
  show(
    clusters,
    all.map((each) => {
      const { tone } = headline(each, store.reasons, now);
      return h(
        "a",
        { href: `#${each.cluster}`, class: `tab ${tone}`, key: each.cluster, "aria-current": each === view ? "page" : undefined },
        h("span", { class: "dot", "aria-hidden": "true" }, { ok: "●", busy: "◐", warn: "▲", bad: "■" }[tone]),
        h("span", null, each.cluster),
        h("small", null, each.sample ? many(activeMasters(each.sample), "master") : "forming"),
      );
    }),
  );
}

function renderCluster(view, now) {
  const { tone, title, detail, said } = headline(view, store.reasons, now);
  say(`${view.cluster}: ${said}`);
  show(
    main,
    h(
      "article",
      { key: view.cluster, class: isStale(view, now) || line !== "live" ? "old" : "" },
      h(
        "section",
        { class: `now card ${tone}`, "aria-label": "What is happening now", key: "now" },
        h("p", { class: "which" }, view.cluster),
        h("h2", null, title),
        h("p", { class: "detail" }, detail),
        progress(view, now),
      ),
      facts(view, now),
      view.sample && slotBar(view.sample),
      view.trend.length > 0 && h("section", { class: "charts", key: "charts", "aria-label": "CPU and memory over time", "data-own": true }),
      decisionList(view, store.reasons, now, showsOlder),
      shadowList(view, store.reasons, now),
      view.sample && nodeTable(view),
      h("div", { class: "pair", key: "pair" }, runList(view, now), rules(view, now)),
    ),
  );
  if (view.trend.length > 0) renderCharts(view, now);
}

// The charts and their buttons are made once, and only moved when another cluster is shown.
function renderCharts(view, now) {
  const host = main.querySelector(".charts");
  if (!host.contains(ranges)) host.append(ranges, ...charts.map((chart) => chart.figure));
  for (const chart of charts) chart.draw(view, now, range);
  for (const button of ranges.querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.dataset.range) === range));
}

function rangeButtons() {
  return h(
    "div",
    { class: "ranges", role: "group", "aria-label": "Time shown" },
    RANGES.map(([text, seconds]) => h("button", { type: "button", class: "quiet", "data-action": "range", "data-range": seconds }, text)),
    h("p", { class: "note" }, "▲▼ decisions to scale · shaded: an operation was running · dashed: high threshold · dotted: low threshold"),
  );
}

// Read out when it changes, and not when only a number ticks.
function say(text) {
  if (announcement.textContent !== text) announcement.textContent = text;
}

const MANIFEST = `apiVersion: cache.example.com/v1
kind: RedisCluster
metadata:
  name: cart
spec:
  masters: 3
  autoScaleEnabled: true
  cpuThreshold: 70
  memoryThreshold: 70`;

function empty() {
  const [title, ...sentences] = emptyWords();
  say(title);
  return h(
    "section",
    { class: "empty card", key: "empty" },
    h("h2", null, title),
    sentences.map((sentence) => h("p", null, sentence)),
    store.loaded && store.feed.kind === "LIVE" && h("pre", { tabindex: "0" }, MANIFEST),
  );
}

function emptyWords() {
  if (!store.loaded) return ["Connecting to the console", "If this stays, the console's process has ended: start it again, and this page comes back by itself."];
  if (store.feed.kind === "UNREACHABLE") return ["Kafka does not answer", `All that is shown here is read from Kafka. ${store.feed.detail}. The console goes on trying.`];
  if (store.feed.kind === "CATCHING_UP") return ["Reading what was recorded before", "This takes a moment."];
  return [
    "No cluster yet",
    "A cluster shows up here some seconds after a RedisCluster object is created. With ./slotwise up that happens by itself; else apply one with kubectl:",
  ];
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  switch (target?.dataset.action) {
    case "skip":
      event.preventDefault();
      return main.focus();
    case "range":
      range = Number(target.dataset.range);
      return later();
    case "older":
      showsOlder = true;
      return later();
    case "decision":
      return open(target.dataset.decision);
    default:
  }
});

function open(id) {
  const details = document.getElementById(decisionId({ id }));
  if (!details) return;
  details.open = true;
  details.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  details.querySelector("summary").focus({ preventScroll: true });
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  charts.forEach((chart) => chart.forget());
  later();
});
addEventListener("hashchange", () => {
  showsOlder = false;
  later();
});
setInterval(later, 1000);
later();
