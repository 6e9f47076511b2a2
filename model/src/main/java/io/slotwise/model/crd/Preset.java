package io.slotwise.model.crd;

/** A small set of Redis settings for one aim; what the spec says besides goes before it. */
public enum Preset {
    throughput,
    latency,
    cost
}
