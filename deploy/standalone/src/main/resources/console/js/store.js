// What the page knows. The server sends everything once and then what changed; this puts the changes in their place.

export class Store {
  feed = { kind: "UNREACHABLE", detail: "" };
  clusters = new Map();
  rejections = { total: 0, newest: [] };
  reasons = {};
  loaded = false;
  #points = Infinity;
  #decisions = Infinity;
  #ahead = 0;

  /** The server's time, in milliseconds, whatever the browser's clock says. */
  now() {
    return Date.now() + this.#ahead;
  }

  /** Takes an event in. Returns false when the page holds too much, and should ask for everything anew. */
  take(event, body) {
    const cluster = this.clusters.get(body.cluster);
    switch (event) {
      case "snapshot":
        this.#begin(body);
        break;
      case "beat":
        this.#setClock(body.now);
        break;
      case "appeared":
        this.#put(body.view);
        break;
      case "gone":
        this.clusters.delete(body.cluster);
        break;
      case "rejected":
        this.rejections = body.rejections;
        break;
      default:
        if (cluster) return this.#change(cluster, event, body);
    }
    return true;
  }

  #begin(body) {
    this.#setClock(body.now);
    this.#points = body.points;
    this.#decisions = body.decisions;
    this.feed = body.feed;
    this.reasons = body.reasons;
    this.rejections = body.rejections;
    this.clusters = new Map(body.clusters.map((view) => [view.cluster, view]));
    this.loaded = true;
  }

  #put(view) {
    this.clusters.set(view.cluster, view);
    this.clusters = new Map([...this.clusters].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #change(cluster, event, body) {
    if (event === "described") {
      cluster.record = body.record;
      cluster.operations = body.operations;
    } else if (event === "sampled") {
      cluster.sample = body.sample;
      if (body.point) this.#point(cluster.trend, body.point);
    } else if (event === "decided") {
      const others = cluster.decisions.filter((decision) => decision.id !== body.decision.id);
      // Verdicts of shadow policies, which may be many, do not push out the cluster's own.
      const kind = (shadow) => (decision) => Boolean(decision.shadow) === shadow;
      const sorted = [...others, body.decision].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
      const kept = new Set([false, true].flatMap((shadow) => sorted.filter(kind(shadow)).slice(-this.#decisions)));
      cluster.decisions = sorted.filter((decision) => kept.has(decision));
    } else if (event === "intended") {
      cluster.intent = body.intent;
    } else if (event === "ran") {
      cluster.runs = body.runs;
    }
    return cluster.trend.length <= this.#points;
  }

  // A clock that was set back makes the points after the new one points of a future that has not come.
  #point(trend, point) {
    while (trend.length > 0 && trend[trend.length - 1].at >= point.at) trend.pop();
    trend.push(point);
  }

  #setClock(now) {
    this.#ahead = Date.parse(now) - Date.now();
  }
}
