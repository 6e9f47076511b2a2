// One colour a pod, the same in every part of the page and after every reload.

const COLOURS = 10;

/** The number at the end of a pod's name. */
export function ordinal(pod) {
  const match = /(\d+)$/.exec(pod);
  return match ? Number(match[1]) : 0;
}

export function byOrdinal(one, other) {
  return ordinal(one) - ordinal(other) || one.localeCompare(other);
}

export function colourClass(pod) {
  return `c${ordinal(pod) % COLOURS}`;
}

/** The value of a CSS variable now, for what is drawn rather than styled. */
export function cssColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function colour(pod) {
  return cssColour(`--c${ordinal(pod) % COLOURS}`);
}

/** Beyond ten masters colours repeat; then dashes tell lines apart. */
export function dash(pod) {
  return [[], [6, 3], [2, 3], [8, 3, 2, 3]][Math.floor(ordinal(pod) / COLOURS) % 4];
}
