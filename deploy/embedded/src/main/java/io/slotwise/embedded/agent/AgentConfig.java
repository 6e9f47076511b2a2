package io.slotwise.embedded.agent;

import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a node agent works with.
 *
 * @param dataDir its own folder: volumes, logs and the list of processes stand in it
 * @param redis what Redis and Valkey images run
 * @param servers what some of them run instead, by name and tag, such as {@code redis-7.0}
 * @param jobRunner what the job runner's image runs
 * @param restarts between the restarts of a container; the first restart is at once
 * @param retries between the pods of a Job that fails
 */
public record AgentConfig(
        Path dataDir,
        RedisBinary redis,
        Map<String, RedisBinary> servers,
        JavaImage jobRunner,
        Backoff restarts,
        Backoff retries) {
    public AgentConfig {
        servers = Map.copyOf(servers);
    }

    /** With Kubernetes' own back-offs, and one server for all images. */
    public static AgentConfig of(Path dataDir, RedisBinary redis, JavaImage jobRunner) {
        return new AgentConfig(dataDir, redis, Map.of(), jobRunner, Backoff.OF_CONTAINERS, Backoff.OF_JOBS);
    }

    /** The same with servers for some images. */
    public AgentConfig withServers(Map<String, RedisBinary> some) {
        return new AgentConfig(dataDir, redis, some, jobRunner, restarts, retries);
    }
}
