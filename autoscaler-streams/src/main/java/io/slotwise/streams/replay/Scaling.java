package io.slotwise.streams.replay;

import java.time.Instant;

/**
 * One change of the number of masters in a run.
 *
 * @param at when it began
 * @param from masters before
 * @param to masters after
 * @param seconds how long it took
 * @param bytesMoved bytes that it moved
 * @param sentence why it was begun
 */
public record Scaling(Instant at, int from, int to, double seconds, double bytesMoved, String sentence) {}
