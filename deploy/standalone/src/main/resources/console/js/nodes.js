// Every node: masters with their replicas, the standby, and those something is wrong with.

import { h } from "./dom.js";
import { bytes, count, duration, percent, roughly } from "./format.js";
import { meter } from "./meter.js";
import { colourClass } from "./palette.js";
import { problem, shards } from "./shards.js";
import { SLOTS } from "./slots.js";

const HEAD = ["Node", "Slots", "CPU", "Memory", "Keys", "Ops/s", "Clients", "Up"];

export function nodeTable(view) {
  const { active, standby, strays } = shards(view.sample);
  const policy = view.record.policy;
  return h(
    "section",
    { class: "nodes card", "aria-labelledby": "nodes-title", key: "nodes" },
    h(
      "header",
      null,
      h("h3", { id: "nodes-title" }, "Nodes"),
      h("p", { class: "note" }, "A shard is a master with its replicas. The standby is a master without slots, ready to take some."),
    ),
    h(
      "table",
      null,
      h("thead", null, h("tr", null, HEAD.map((title) => h("th", { scope: "col" }, title)))),
      active.map((shard) => body(shard, policy, "master")),
      standby.map((shard) => body(shard, policy, "standby")),
      strays.length > 0 && h("tbody", { class: "strays", key: "strays" }, strays.map((node) => row(node, policy, word(node)))),
    ),
  );
}

function word(node) {
  return node.role === "UNKNOWN" ? "unknown" : node.role.toLowerCase();
}

function body(shard, policy, role) {
  return h(
    "tbody",
    { class: role, key: `shard-${shard.master.pod}` },
    row(shard.master, policy, role, shard.slots),
    shard.replicas.map((replica) => row(replica, policy, "replica")),
  );
}

function row(node, policy, role, slots) {
  const { load } = node;
  const wrong = problem(node);
  const thresholds = role === "master" ? policy : undefined;
  return h(
    "tr",
    { class: `${role} ${node.answer.kind.toLowerCase()}`, key: `node-${node.pod}` },
    h(
      "th",
      { scope: "row" },
      h("span", { class: `swatch ${role === "master" ? colourClass(node.pod) : "none"}`, "aria-hidden": "true" }),
      h("span", { class: "pod", title: `${node.host}:${node.port} ${node.nodeId}` }, node.pod),
      h("span", { class: `role ${role}` }, role),
      wrong && h("span", { class: "problem" }, `⚠ ${wrong}`),
    ),
    cell("Slots", role === "master" ? `${count(slots)} · ${percent((slots / SLOTS) * 100)}` : role === "standby" ? "0 · ready" : ""),
    cell("CPU", meter(load.cpuPercent, thresholds?.cpu)),
    cell("Memory", memory(load, thresholds)),
    cell("Keys", roughly(load.keys)),
    cell("Ops/s", roughly(load.opsPerSecond)),
    cell("Clients", roughly(load.connectedClients)),
    cell("Up", load.uptimeSeconds === undefined ? "–" : duration(load.uptimeSeconds * 1000).replace(/\.\d/, "")),
  );
}

function memory(load, thresholds) {
  if (load.memoryPercent === undefined && load.usedMemoryBytes !== undefined) {
    return [h("span", { class: "value" }, bytes(load.usedMemoryBytes)), h("span", { class: "of" }, " no limit")];
  }
  return [meter(load.memoryPercent, thresholds?.memory), h("span", { class: "of" }, ` ${bytes(load.usedMemoryBytes)} of ${bytes(load.memoryLimitBytes)}`)];
}

function cell(title, content) {
  return h("td", { "data-title": title }, content);
}
