package io.slotwise.job;

import java.time.Duration;

/**
 * How long a job may take.
 *
 * @param job all of it
 * @param patience how long a node may be away before the job refuses to go on
 * @param linger how long nodes that leave go on redirecting clients before they are out
 */
public record Limits(Duration job, Duration patience, Duration linger) {}
