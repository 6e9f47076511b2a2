package io.slotwise.embedded.agent;

import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;

/**
 * What a node agent works with.
 *
 * @param dataDir its own folder: volumes, logs and the list of processes stand in it
 * @param redis what Redis and Valkey images run
 * @param jobRunner what the job runner's image runs
 * @param restarts between the restarts of a container; the first restart is at once
 * @param retries between the pods of a Job that fails
 */
public record AgentConfig(Path dataDir, RedisBinary redis, JavaImage jobRunner, Backoff restarts, Backoff retries) {
    /** With Kubernetes' own back-offs. */
    public static AgentConfig of(Path dataDir, RedisBinary redis, JavaImage jobRunner) {
        return new AgentConfig(dataDir, redis, jobRunner, Backoff.OF_CONTAINERS, Backoff.OF_JOBS);
    }
}
