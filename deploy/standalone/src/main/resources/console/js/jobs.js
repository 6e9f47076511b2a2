// What moves slots: the run under way with its progress, and the runs before it.

import { h } from "./dom.js";
import { ago, clock, count, duration, many, percent } from "./format.js";
import { activeRun } from "./headline.js";

const WORDS = {
  BOOTSTRAP: "Joining nodes and handing out slots",
  RESHARD: "Moving slots on to the standby",
  DRAIN: "Emptying a master",
  PROVISION_STANDBY: "Joining the next standby",
  SHRINK: "Removing emptied pods",
  CONFIGURE: "Giving nodes new settings",
  UPDATE: "Making a pod anew",
  FAILOVER: "Handing a master over to its replica",
  HEAL: "Repairing damage",
};
const SIGNS = { RUNNING: "▶", FINISHED: "✓", FAILED: "✕", INTERRUPTED: "◌" };
const QUIET = 15000;

/** The running job, or nothing. */
export function progress(view, now) {
  const run = activeRun(view, now);
  if (!run) return null;
  const part = run.slotsTotal > 0 ? run.slotsDone / run.slotsTotal : 0;
  const quiet = now - Date.parse(run.at);
  return h(
    "div",
    { class: "job", key: `job-${run.runId}` },
    h("p", { class: "job-title" }, h("b", null, WORDS[run.kind === "BOOTSTRAP" && view.record.operation ? view.record.operation.kind : run.kind]), " ", h("code", null, run.job)),
    h(
      "div",
      {
        class: "progress",
        role: "progressbar",
        "aria-label": `Job ${run.job}`,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": Math.round(part * 100),
      },
      h("span", { class: run.slotsTotal > 0 ? "done" : "done unsure", style: { width: `${(part * 100).toFixed(2)}%` } }),
    ),
    h("p", { class: "numbers" }, numbers(run, part, now).map((text) => h("span", null, text))),
    h("p", { class: "note" }, quiet > QUIET ? `⚠ no word from the job for ${duration(quiet)}` : run.message),
  );
}

function numbers(run, part, now) {
  const elapsed = Math.max(0, now - Date.parse(run.since));
  const all = [];
  if (run.slotsTotal > 0) all.push(`${count(run.slotsDone)} of ${count(run.slotsTotal)} slots (${percent(part * 100)})`);
  if (run.keysMoved > 0) all.push(`${count(run.keysMoved)} keys`, rate(run));
  all.push(`${duration(elapsed)} so far`);
  if (part > 0.02 && part < 1 && now - Date.parse(run.at) < QUIET) {
    const told = Date.parse(run.at) - Date.parse(run.since);
    all.push(`about ${duration(Math.max(0, told / part - elapsed))} left`);
  }
  return all;
}

function rate(run) {
  const seconds = (Date.parse(run.at) - Date.parse(run.since)) / 1000;
  return seconds > 0 ? `${count(run.keysMoved / seconds)} keys/s` : "";
}

/** The runs so far, newest first. */
export function runList(view, now) {
  if (view.runs.length === 0) return null;
  return h(
    "section",
    { class: "runs card", "aria-labelledby": "runs-title", key: "runs" },
    h("header", null, h("h3", { id: "runs-title" }, "Jobs"), h("p", { class: "note" }, "Each run of a process that changes Redis, newest first.")),
    h("ol", null, [...view.runs].reverse().slice(0, 8).map((run) => item(run, now))),
  );
}

function item(run, now) {
  const took = Date.parse(run.at) - Date.parse(run.since);
  const words = [
    run.slotsTotal > 0 && `${count(run.slotsDone)} of ${many(run.slotsTotal, "slot")}`,
    run.keysMoved > 0 && `${many(run.keysMoved, "key")}`,
    run.outcome !== "RUNNING" && `in ${duration(took)}`,
    run.outcome !== "RUNNING" && run.keysMoved > 0 && rate(run),
  ];
  return h(
    "li",
    { class: `run ${run.outcome.toLowerCase()}`, key: `run-${run.runId}` },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[run.outcome]),
    h(
      "div",
      null,
      h("p", null, h("code", null, run.job), " ", h("b", null, run.outcome.toLowerCase()), " ", h("time", { datetime: run.at, title: ago(now - Date.parse(run.at)) }, clock(Date.parse(run.at)))),
      h("p", { class: "note" }, words.filter(Boolean).join(" · ")),
      run.outcome !== "RUNNING" && !run.message.endsWith(" done") && h("p", { class: "note" }, run.message),
    ),
  );
}
