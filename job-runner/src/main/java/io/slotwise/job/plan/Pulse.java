package io.slotwise.job.plan;

/**
 * What a node's counters stood at when it was asked; two of them tell how busy it is.
 *
 * @param timeMicros the node's own clock; 0 when it does not tell
 * @param cpuMicros CPU that its main thread has used
 * @param inputBytesPerSecond what came in lately
 * @param backlogToCome bytes by which its replication backlog may still grow, which count against {@code maxmemory}
 */
public record Pulse(long timeMicros, long cpuMicros, long inputBytesPerSecond, long backlogToCome) {
    public static final Pulse NONE = new Pulse(0, 0, 0, 0);
}
