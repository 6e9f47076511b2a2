package io.slotwise.job;

import java.time.Duration;

/**
 * How long a job may take.
 *
 * @param job all of it
 * @param patience how long a node may be away before the job refuses to go on
 */
public record Limits(Duration job, Duration patience) {}
