// Numbers, sizes and times as people read them. Everything is a pure function of its arguments.

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const clockTime = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Stands where a number is not known. */
export const UNKNOWN = "–";

export function isKnown(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** 16384 → 16,384 */
export function count(value) {
  return isKnown(value) ? whole.format(value) : UNKNOWN;
}

/** 12345 → 12.3K, for where exactness is of no use */
export function roughly(value) {
  return isKnown(value) ? (Math.abs(value) < 1000 ? whole.format(value) : short.format(value)) : UNKNOWN;
}

/** 71.23 → 71.2 %, with a no-break space */
export function percent(value) {
  return isKnown(value) ? `${value.toFixed(value >= 99.95 ? 0 : 1)}\u00a0%` : UNKNOWN;
}

/** 6606028 → 6.3 MiB */
export function bytes(value) {
  if (!isKnown(value)) return UNKNOWN;
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let rest = value;
  let unit = 0;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || rest >= 100 ? 0 : 1;
  return `${rest.toFixed(digits)}\u00a0${units[unit]}`;
}

/** Milliseconds → 0.4 s, 12 s, 3 min 05 s, 2 h 10 min, 4 d 3 h */
export function duration(millis) {
  if (!isKnown(millis)) return UNKNOWN;
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)}\u00a0s`;
  const all = Math.round(seconds);
  if (all < 60) return `${all}\u00a0s`;
  const minutes = Math.floor(all / 60);
  if (minutes < 60) return `${minutes}\u00a0min ${pad(all % 60)}\u00a0s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}\u00a0h ${pad(minutes % 60)}\u00a0min`;
  return `${Math.floor(hours / 24)}\u00a0d ${hours % 24}\u00a0h`;
}

/** A length of time that somebody set, so that it is even: PT5S → 5 s. */
export function setting(text) {
  return duration(millis(text)).replace(".0\u00a0s", "\u00a0s").replace("\u00a0min 00\u00a0s", "\u00a0min");
}

function pad(value) {
  return String(value).padStart(2, "0");
}

/** How long ago, in whole seconds and coarser the longer it is; a time to come is told as such. */
export function ago(millis) {
  if (!isKnown(millis)) return UNKNOWN;
  if (millis < -2000) return `${duration(-millis)} ahead`;
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 1) return "now";
  if (seconds < 60) return `${seconds}\u00a0s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min ago`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}\u00a0h ago`;
  return `${Math.floor(seconds / 86400)}\u00a0d ago`;
}

export function clock(millis) {
  return isKnown(millis) ? clockTime.format(millis) : UNKNOWN;
}

export function day(millis) {
  return isKnown(millis) ? dayTime.format(millis) : UNKNOWN;
}

/** An ISO-8601 duration such as PT1M30S, in milliseconds. */
export function millis(text) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text ?? "");
  if (!match) return NaN;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** 1, "master" → 1 master; 3 → 3 masters */
export function many(value, one, several = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : several}`;
}
