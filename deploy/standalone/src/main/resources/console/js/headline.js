// What is happening now, in a sentence that needs no knowledge of the house. Pure: cluster, reasons and time in.

import { own } from "./decisions.js";
import { ago, count, duration, many, millis, setting } from "./format.js";

const DOING = {
  BOOTSTRAP: ["Forming the cluster", "Nodes are being joined into one cluster, and slots handed out."],
  RESHARD: ["Scaling out", "Slots and their keys move on to the standby while clients keep reading and writing."],
  DRAIN: ["Scaling in", "A master is being emptied on to the others; clients keep reading and writing."],
  PROVISION_STANDBY: ["Preparing the next standby", "An empty master gets ready, so that the next scale-out can begin at once."],
  SHRINK: ["Scaling in", "The emptied pods are being removed."],
  CONFIGURE: ["Changing settings", "All nodes take on new settings, users or certificates while they run."],
  UPDATE: ["Updating", "Pods are made anew one by one, masters after they were handed over to a replica."],
  FAILOVER: ["Updating", "A master is handed over to its replica before its pod is made anew."],
  HEAL: ["Repairing", "Damage that was found is being repaired."],
};

/** Holding for these is no calm: something should be looked at. */
const TROUBLING = new Set([
  "AT_MAX_MASTERS",
  "CLUSTER_NOT_OK",
  "CLUSTER_UNKNOWN",
  "DATA_MISSING",
  "NODE_SILENT",
  "SAMPLE_OUT_OF_ORDER",
  "SAMPLE_STALE",
  "STANDBY_NOT_READY",
]);

/** The run that moves slots now, if any: a run that fell silent for long is no longer one. */
export function activeRun(view, now) {
  const run = view.runs.at(-1);
  if (!run || run.outcome !== "RUNNING") return undefined;
  const silentFor = now - Date.parse(run.at);
  return silentFor < 60000 || view.record?.operation ? run : undefined;
}

export function activeMasters(sample) {
  return sample ? sample.nodes.filter((node) => node.role === "MASTER" && node.slots !== "").length : undefined;
}

/** How old the numbers may be before they count as stale, in milliseconds. */
export function staleAfter(view) {
  const interval = millis(view.record?.policy?.metricsQueryInterval);
  return Math.max(10000, 3 * (Number.isFinite(interval) ? interval : 15000));
}

export function sampleAge(view, now) {
  return view.sample ? now - Date.parse(view.sample.at) : undefined;
}

export function isStale(view, now) {
  const age = sampleAge(view, now);
  return age !== undefined && age > staleAfter(view);
}

/** An intent that may still be applied and is not yet. */
export function pendingIntent(view, now) {
  const { intent, record } = view;
  const isPending =
    intent &&
    record &&
    intent.generation === record.generation &&
    intent.masters !== record.masters &&
    Date.parse(intent.expiresAt) > now;
  return isPending ? intent : undefined;
}

/** `{tone, title, detail, said}`; tone is ok, busy, warn or bad; `said` is the title without numbers that tick. */
export function headline(view, reasons, now) {
  const found = waiting(view) ?? trouble(view, now) ?? work(view, now) ?? judgement(view, reasons);
  return { said: found.title, ...found };
}

function waiting(view) {
  if (view.sample) return undefined;
  const pods = view.record.endpoints.length;
  const wanted = (view.record.masters + 1) * (view.record.replicasPerMaster + 1);
  return {
    tone: "busy",
    title: view.record.phase === "FORMING" ? "The cluster is being formed" : "Waiting for the first numbers",
    detail: `${count(pods)} of ${many(wanted, "pod")} have an address. The first numbers come one interval after they answer.`,
  };
}

function trouble(view, now) {
  const { health } = view.sample;
  if (isStale(view, now)) {
    return {
      tone: "warn",
      said: "The numbers are stale",
      title: `The numbers are stale: the last sample is ${duration(sampleAge(view, now))} old`,
      detail:
        `One is due every ${setting(view.record.policy.metricsQueryInterval)}. Nothing is scaled on old numbers. ` +
        "Look whether the collector runs, and whether it reaches Redis and Kafka.",
    };
  }
  if (view.record.phase === "FORMING" || view.record.operation?.kind === "BOOTSTRAP") return undefined;
  if (health.state === "FAIL" || health.slotsAssigned < 16384) {
    return {
      tone: "bad",
      title: "The cluster is not whole",
      detail: `It reports state ${health.state.toLowerCase()}, and ${count(health.slotsAssigned)} of 16,384 slots have an owner. Nothing is scaled until it is ok again.`,
    };
  }
  return undefined;
}

function work(view, now) {
  const { record, sample } = view;
  const active = activeMasters(sample);
  const kind = record.operation?.kind ?? activeRun(view, now)?.kind;
  if (kind) {
    const [verb, detail] = DOING[kind];
    const change = kind === "RESHARD" || kind === "DRAIN" || kind === "SHRINK" ? ` to ${many(record.masters, "master")}` : "";
    return { tone: "busy", title: verb + change, detail };
  }
  const intent = pendingIntent(view, now);
  if (intent) {
    return {
      tone: "busy",
      title: `Decided: ${many(active, "master")} → ${count(intent.masters)}`,
      detail: `${intent.sentence} The reconciler is to apply it; it lapses in ${duration(Date.parse(intent.expiresAt) - now)}.`,
    };
  }
  if (active !== record.masters && record.phase === "INITIALIZED") {
    return {
      tone: "busy",
      title: `On the way to ${many(record.masters, "master")}: ${count(active)} active`,
      detail: "The reconciler takes one step at a time.",
    };
  }
  return undefined;
}

function judgement(view, reasons) {
  const last = own(view.decisions).at(-1);
  const masters = many(activeMasters(view.sample), "master");
  if (!last) return { tone: "ok", title: `Watching ${masters}`, detail: "Nothing was decided yet." };
  return {
    tone: TROUBLING.has(last.reason) ? "warn" : "ok",
    title: title(last, masters, reasons),
    detail: last.sentence,
  };
}

function title(decision, masters, reasons) {
  if (decision.verdict === "SCALE_OUT") return `Scaled out: ${masters}`;
  if (decision.verdict === "SCALE_IN") return `Scaled in: ${masters}`;
  if (decision.reason === "WITHIN_THRESHOLDS") return `Steady at ${masters}`;
  return `Holding at ${masters}: ${reasons[decision.reason] ?? decision.reason}`;
}

/** "2 s ago", or a sign that clocks differ. */
export function ageText(view, now) {
  const age = sampleAge(view, now);
  return age !== undefined && age < -2000 ? `${ago(age)}: check the clocks` : ago(age);
}
