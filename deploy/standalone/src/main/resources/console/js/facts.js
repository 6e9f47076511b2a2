// The few numbers that say how a cluster stands.

import { h } from "./dom.js";
import { bytes, count, duration, millis, roughly, setting } from "./format.js";
import { activeMasters, ageText, isStale, staleAfter } from "./headline.js";
import { shards } from "./shards.js";

export function facts(view, now) {
  return h("dl", { class: "facts", key: "facts" }, all(view, now).map(([title, value, note, tone]) => fact(title, value, note, tone)));
}

function fact(title, value, note, tone = "") {
  return h(
    "div",
    { class: `fact ${tone}`, key: `fact-${title}` },
    h("dt", null, title),
    h("dd", null, h("span", { class: "figure" }, value), note && h("span", { class: "note" }, note)),
  );
}

function all(view, now) {
  const { record, sample } = view;
  const wanted = record.masters;
  const age = ["Last sample", ageText(view, now), isStale(view, now) ? "⚠ stale" : `due every ${interval(record)}`, isStale(view, now) ? "warn" : ""];
  if (!sample) return [["Masters", `0 of ${count(wanted)}`, "active of wanted"], ["Last sample", "none yet", `due every ${interval(record)}`]];
  const { active, standby } = shards(sample);
  const masters = activeMasters(sample);
  const replicas = active.reduce((sum, shard) => sum + shard.replicas.length, 0);
  const load = (pick) => sum(active.map(({ master }) => pick(master.load)));
  return [
    ["Masters", masters === wanted ? count(masters) : `${count(masters)} → ${count(wanted)}`, masters === wanted ? "as wanted" : "active → wanted", masters === wanted ? "" : "busy"],
    standbyFact(standby, record.operation),
    ["Replicas", count(replicas), `${record.replicasPerMaster} for each master wanted`, replicas < masters * record.replicasPerMaster ? "warn" : ""],
    stateFact(sample.health, record.operation),
    ["Keys", roughly(load((each) => each.keys)), bytes(load((each) => each.usedMemoryBytes))],
    ["Commands", `${roughly(load((each) => each.opsPerSecond))}/s`, "all masters together"],
    age,
  ];
}

function interval(record) {
  return setting(record.policy.metricsQueryInterval);
}

function standbyFact(standby, operation) {
  if (standby.length === 0 && operation) return ["Standby", "none", "in use; the next one follows"];
  if (standby.length === 0) return ["Standby", "none", "a scale-out has to wait for one", "warn"];
  return ["Standby", standby.map(({ master }) => master.pod).join(", "), "ready, without slots"];
}

function stateFact(health, operation) {
  const isOk = health.state === "OK" && health.slotsAssigned === 16384 && (health.nodesAgree || operation !== undefined);
  const disagreement = operation ? "slots are changing hands" : "the nodes name different owners";
  const note = health.nodesAgree ? `${count(health.slotsAssigned)} slots have an owner` : disagreement;
  return ["Cluster state", (isOk ? "✓ " : "⚠ ") + health.state.toLowerCase(), note, isOk ? "" : "warn"];
}

function sum(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((all, value) => all + value, 0);
}

/** The rules that the cluster is judged by. */
export function rules(view, now) {
  const { policy, lastScaleTime, replicasPerMaster, generation } = view.record;
  const cooldown = millis(policy.scaleCooldown);
  const left = lastScaleTime ? Date.parse(lastScaleTime) + cooldown - now : 0;
  const rows = [
    ["Scaling", policy.scaling === "AUTOMATIC" ? "automatic" : "manual: nothing is scaled by itself"],
    ["Masters", `${policy.minMasters} to ${policy.maxMasters ?? "any number"}`],
    ["Replicas", `${replicasPerMaster} for each master`],
    ["CPU", `out above ${policy.cpu.high} %, in below ${policy.cpu.low} %`],
    ["Memory", `out above ${policy.memory.high} %, in below ${policy.memory.low} %`],
    ["Cooldown", left > 0 ? `${setting(policy.scaleCooldown)}, ${duration(left)} left` : setting(policy.scaleCooldown)],
    ["Samples", `every ${interval(view.record)}; stale after ${duration(staleAfter(view))}`],
    ["Spec", `generation ${count(generation)}`],
  ];
  return h(
    "section",
    { class: "rules card", "aria-labelledby": "rules-title", key: "rules" },
    h("header", null, h("h3", { id: "rules-title" }, "Rules"), h("p", { class: "note" }, "From the RedisCluster's spec. Out when any master is above a high threshold; in when all are below both low ones.")),
    h("dl", { class: "pairs" }, rows.map(([title, text]) => [h("dt", null, title), h("dd", null, text)])),
  );
}
