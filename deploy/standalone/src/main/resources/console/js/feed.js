// The line to the server: Server-Sent Events. The browser comes back by itself after most failures, and names the last
// event it saw; this looks after the others, and after a line that is open but dead.

const EVENTS = ["snapshot", "appeared", "gone", "described", "sampled", "decided", "intended", "ran", "rejected", "beat"];
const SILENCE = 16000;
const RETRY = 2000;

export class Feed {
  #take;
  #tell;
  #source;
  #heard = 0;

  /** `take(event, body)` gets every event; `tell("live" | "reconnecting")` how the line is. */
  constructor(take, tell) {
    this.#take = take;
    this.#tell = tell;
    setInterval(() => this.#watch(), 2000);
    this.renew();
  }

  /** Hangs up and begins anew with everything. */
  renew() {
    this.#source?.close();
    this.#heard = performance.now();
    const source = new EventSource("/api/events");
    this.#source = source;
    for (const event of EVENTS) {
      source.addEventListener(event, (message) => {
        this.#heard = performance.now();
        this.#tell("live");
        this.#take(event, JSON.parse(message.data));
      });
    }
    source.addEventListener("error", () => {
      if (source !== this.#source) return;
      this.#tell("reconnecting");
      if (source.readyState === EventSource.CLOSED) setTimeout(() => source === this.#source && this.renew(), RETRY);
    });
  }

  #watch() {
    if (performance.now() - this.#heard > SILENCE) {
      this.#tell("reconnecting");
      this.renew();
    }
  }
}
