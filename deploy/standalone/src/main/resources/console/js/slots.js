// The 16,384 hash slots: who owns which, as a bar.

import { h } from "./dom.js";
import { count, percent } from "./format.js";
import { colourClass } from "./palette.js";

export const SLOTS = 16384;
const LABEL_FROM = 0.05;

/** Reads "0-5460,9000" into runs [first, last]. */
export function runs(text) {
  return (text ?? "")
    .split(",")
    .filter((part) => part !== "")
    .map((part) => part.split("-").map(Number))
    .map(([first, last = first]) => [first, last]);
}

export function size(text) {
  return runs(text).reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function gaps(owned) {
  const sorted = [...owned].sort((a, b) => a[0] - b[0]);
  const free = [];
  let next = 0;
  for (const [first, last] of sorted) {
    if (first > next) free.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next < SLOTS) free.push([next, SLOTS - 1]);
  return free;
}

function path(list) {
  return list.map(([first, last]) => `M${first} 0h${last - first + 1}v1h${first - last - 1}z`).join("");
}

function label(text, [first, last], kind, share) {
  const width = (last - first + 1) / SLOTS;
  if (width < LABEL_FROM) return null;
  return h(
    "span",
    {
      class: `slot-label ${kind}`,
      style: { left: `${((first / SLOTS) * 100).toFixed(3)}%`, width: `${(width * 100).toFixed(3)}%` },
    },
    h("b", null, text),
    width >= 0.1 && h("small", null, share),
  );
}

/** The bar for a sample's nodes. */
export function slotBar(sample) {
  const owners = sample.nodes
    .filter((node) => node.role === "MASTER" && node.slots !== "")
    .map((node) => ({ pod: node.pod, runs: runs(node.slots), slots: size(node.slots) }))
    .sort((a, b) => a.runs[0][0] - b.runs[0][0]);
  const free = gaps(owners.flatMap((owner) => owner.runs));
  const freeSlots = free.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const open = runs(sample.health.openSlots);
  // Each node is asked for its own slots: one that changes hands meanwhile is named by neither, though it has an owner.
  const isOwned = sample.health.slotsAssigned === SLOTS;
  const text = owners.map((owner) => `${owner.pod} ${share(owner.slots)}`).join(", ");
  return h(
    "section",
    { class: "slots card", "aria-labelledby": "slots-title", key: "slots" },
    h(
      "header",
      null,
      h("h3", { id: "slots-title" }, "Hash slots"),
      h("p", { class: "note" }, summary(owners, freeSlots, open, isOwned)),
    ),
    h(
      "div",
      { class: "slot-bar", role: "img", "aria-label": `Slots by master: ${text || "none"}; ${isOwned ? "changing hands" : "without owner"}: ${count(freeSlots)}` },
      h(
        "svg",
        { viewBox: `0 0 ${SLOTS} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
        owners.map((owner) =>
          h(
            "path",
            { d: path(owner.runs), class: `slot ${colourClass(owner.pod)}`, key: owner.pod },
            h("title", null, `${owner.pod}: ${count(owner.slots)} slots, ${share(owner.slots)}`),
          ),
        ),
        free.length > 0 &&
          h(
            "path",
            { d: path(free), class: isOwned ? "slot moving" : "slot nobody", key: "nobody" },
            h("title", null, `${count(freeSlots)} slots ${isOwned ? "changing hands" : "without owner"}`),
          ),
        open.length > 0 && h("path", { d: path(open), class: "slot open", key: "open" }),
      ),
      owners.flatMap((owner) => owner.runs.map((run) => label(owner.pod, run, "", share(owner.slots)))),
      !isOwned && free.map((run) => label("no owner", run, "nobody", share(freeSlots))),
    ),
    h(
      "div",
      { class: "slot-axis", "aria-hidden": "true" },
      ["0", "4,096", "8,192", "12,288", "16,383"].map((tick) => h("span", null, tick)),
    ),
  );
}

function share(slots) {
  return percent((slots / SLOTS) * 100);
}

function summary(owners, freeSlots, open, isOwned) {
  const sentences = [
    owners.length === 0
      ? "No master owns a slot."
      : isOwned
        ? "Every key belongs to one of 16,384 slots, and every slot has an owner."
        : `${count(freeSlots)} of 16,384 slots have no owner: their keys cannot be reached.`,
  ];
  if (isOwned && freeSlots > 0) sentences.push(`${count(freeSlots)} were changing hands when the nodes were asked.`);
  if (open.length > 0) {
    const slots = open.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    sentences.push(`${count(slots)} on the move now.`);
  }
  return sentences.join(" ");
}
