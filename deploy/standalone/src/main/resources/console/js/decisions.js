// What was decided, newest first, each with its reason and the numbers it stands on.

import { h } from "./dom.js";
import { ago, clock, count, day, many } from "./format.js";
import { reading } from "./meter.js";
import { byOrdinal, colourClass } from "./palette.js";

const SIGNS = { SCALE_OUT: "▲", SCALE_IN: "▼", HOLD: "●" };
const AT_FIRST = 25;

/** What the cluster's own policy decided; shadow policies only say what they would have done. */
export function own(decisions) {
  return decisions.filter((decision) => !decision.shadow);
}

export function decisionId(decision) {
  return `decision-${decision.id}`;
}

/** `all`: whether the older ones are to be shown too. */
export function decisionList(view, reasons, now, all) {
  const newest = own(view.decisions).reverse();
  const shown = all ? newest : newest.slice(0, AT_FIRST);
  return h(
    "section",
    { class: "decisions card", "aria-labelledby": "decisions-title", key: "decisions" },
    h(
      "header",
      null,
      h("h3", { id: "decisions-title" }, "Decisions"),
      h("p", { class: "note" }, "Each change of mind, newest first. Open one for the numbers behind it."),
    ),
    newest.length === 0
      ? h("p", { class: "note" }, "None yet. The first comes with the first samples.")
      : h("ol", { class: "timeline" }, shown.map((decision) => item(decision, reasons, now))),
    newest.length > shown.length &&
      h("button", { type: "button", class: "quiet", "data-action": "older" }, `Show ${count(newest.length - shown.length)} older`),
  );
}

/** What shadow policies would have done; nothing where there are none. */
export function shadowList(view, reasons, now) {
  const newest = view.decisions.filter((decision) => decision.shadow).reverse().slice(0, AT_FIRST);
  return (
    newest.length > 0 &&
    h(
      "section",
      { class: "decisions shadows card", "aria-labelledby": "shadows-title", key: "shadows" },
      h(
        "header",
        null,
        h("h3", { id: "shadows-title" }, "Shadow policies"),
        h("p", { class: "note" }, "What other rules would have decided on the same samples. Nothing acts on it."),
      ),
      h("ol", { class: "timeline" }, newest.map((decision) => item(decision, reasons, now))),
    )
  );
}

function item(decision, reasons, now) {
  const at = Date.parse(decision.at);
  return h(
    "li",
    { class: `decision ${decision.verdict.toLowerCase().replace("_", "-")}`, key: decisionId(decision) },
    h("span", { class: "glyph", "aria-hidden": "true" }, SIGNS[decision.verdict]),
    h(
      "details",
      { id: decisionId(decision) },
      h(
        "summary",
        null,
        h("span", { class: "line" }, h("b", { class: "verdict" }, decision.shadow && `${decision.shadow}: `, verdict(decision)), h("time", { datetime: decision.at, title: `${day(at)}, ${ago(now - at)}` }, clock(at))),
        h("span", { class: "sentence" }, decision.sentence),
      ),
      evidence(decision, reasons),
    ),
  );
}

function verdict(decision) {
  const change = `${count(decision.masters)} → ${count(decision.wanted)}`;
  if (decision.verdict === "SCALE_OUT") return `Scale out ${change}`;
  if (decision.verdict === "SCALE_IN") return `Scale in ${change}`;
  return `Hold at ${count(decision.masters)}`;
}

function evidence(decision, reasons) {
  const { policy } = decision;
  return h(
    "div",
    { class: "evidence" },
    h("p", null, h("code", null, decision.reason), ` ${reasons[decision.reason] ?? ""}`),
    decision.asked &&
      h(
        "p",
        { class: "note" },
        "The load asked for ",
        many(decision.asked.masters, "master"),
        ", in ",
        many(decision.asked.samples, "sample"),
        " in a row: ",
        h("code", null, decision.asked.rule),
      ),
    decision.guard && h("p", { class: "note" }, `Held because ${decision.guard}.`),
    decision.nodes.length === 0
      ? h("p", { class: "note" }, "No master's numbers went into it.")
      : h(
          "table",
          null,
          h("caption", null, `${many(decision.nodes.length, "active master")} at ${clock(Date.parse(decision.at))}`),
          h("thead", null, h("tr", null, heads(policy).map((title) => h("th", { scope: "col" }, title)))),
          h("tbody", null, [...decision.nodes].sort((one, other) => byOrdinal(one.pod, other.pod)).map((node) => row(node, policy))),
        ),
    policy &&
      h(
        "p",
        { class: "note" },
        `Judged by the spec of generation ${count(policy.version)}: ${policy.minMasters} to ${policy.maxMasters ?? "any number of"} masters.`,
      ),
    h("p", { class: "note" }, "Sample ", h("code", null, decision.id), decision.intent && [" · intent ", h("code", null, decision.intent)]),
  );
}

function heads(policy) {
  const band = (thresholds) => (thresholds ? ` (${thresholds.low}–${thresholds.high} %)` : "");
  return ["Master", "Slots", `CPU${band(policy?.cpu)}`, `Memory${band(policy?.memory)}`];
}

function row(node, policy) {
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, h("span", { class: `swatch ${colourClass(node.pod)}`, "aria-hidden": "true" }), node.pod),
    h("td", null, count(node.slots)),
    h("td", null, reading(node.cpuPercent, policy?.cpu)),
    h("td", null, reading(node.memoryPercent, policy?.memory)),
  );
}
