// A sample's nodes as shards: a master with its replicas. Pure.

import { ordinal } from "./palette.js";
import { runs, size } from "./slots.js";

/**
 * `{active, standby, strays}`: shards of masters that own slots (by their first slot), shards of empty masters that
 * have joined, and nodes that are neither: silent, not joined, or without a known master.
 */
export function shards(sample) {
  const masters = sample.nodes.filter((node) => node.role === "MASTER");
  const active = masters
    .filter((node) => node.slots !== "")
    .sort((one, other) => runs(one.slots)[0][0] - runs(other.slots)[0][0])
    .map((master) => shard(master, sample));
  const standby = masters
    .filter((node) => node.slots === "" && node.knownNodes > 1)
    .sort(byPod)
    .map((master) => shard(master, sample));
  const placed = new Set([...active, ...standby].flatMap(({ master, replicas }) => [master, ...replicas]));
  return { active, standby, strays: sample.nodes.filter((node) => !placed.has(node)).sort(byPod) };
}

function shard(master, sample) {
  const replicas = sample.nodes.filter((node) => node.role === "REPLICA" && node.masterId === master.nodeId).sort(byPod);
  return { master, replicas, slots: size(master.slots) };
}

function byPod(one, other) {
  return ordinal(one.pod) - ordinal(other.pod);
}

/** What is wrong with a node in a few words, or undefined. */
export function problem(node) {
  if (node.answer.kind === "SILENT") return node.answer.problem || "does not answer";
  if (node.role === "REPLICA" && node.load.replicationLink === "DOWN") return "out of touch with its master";
  if (node.role === "MASTER" && node.slots === "" && node.knownNodes <= 1) return "has not joined the cluster yet";
  if (node.role === "UNKNOWN") return "its role is not known";
  return undefined;
}
