// A percentage against its two thresholds: a bar with two ticks, the number, and a sign when it is outside.

import { h } from "./dom.js";
import { isKnown, percent } from "./format.js";

/** above, below, within or unknown */
export function standing(value, thresholds) {
  if (!isKnown(value)) return "unknown";
  if (thresholds && value > thresholds.high) return "above";
  if (thresholds && value < thresholds.low) return "below";
  return "within";
}

const SIGNS = { above: "▲", below: "▽", within: "", unknown: "?" };
const WORDS = { above: "above the high threshold", below: "below the low threshold", within: "within its thresholds", unknown: "not measured" };

/** The number alone, with its sign. */
export function reading(value, thresholds) {
  const where = standing(value, thresholds);
  return h("span", { class: `meter ${where}`, title: WORDS[where] }, figures(value, where));
}

function figures(value, where) {
  return [
    h("span", { class: "value" }, percent(value)),
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[where]),
    h("span", { class: "sr" }, ` ${WORDS[where]}`),
  ];
}

export function meter(value, thresholds) {
  const where = standing(value, thresholds);
  const width = isKnown(value) ? Math.min(100, value) : 0;
  return h(
    "span",
    { class: `meter ${where}`, title: thresholds ? `${WORDS[where]} (low ${thresholds.low} %, high ${thresholds.high} %)` : WORDS[where] },
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("span", { class: "fill", style: { width: `${width.toFixed(1)}%` } }),
      thresholds && h("span", { class: "tick low", style: { left: `${thresholds.low}%` } }),
      thresholds && h("span", { class: "tick high", style: { left: `${thresholds.high}%` } }),
    ),
    figures(value, where),
  );
}
