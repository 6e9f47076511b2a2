package io.slotwise.embedded.agent;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;
import java.util.Map;

/** A JVM with a node that runs two Redis pods, for tests of what becomes of them when it ends. */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedApi api = EmbeddedApi.start();
        NodeAgent agent = NodeAgent.start(
                api,
                AgentConfig.of(Path.of(args[0]), RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName())));
        api.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("conf")
                        .endMetadata()
                        .withData(Map.of("redis.conf", "appendonly no\n"))
                        .build())
                .create();
        api.client()
                .load(AgentMain.class.getResourceAsStream("/agent/redis.yaml"))
                .create();
        api.client().apps().statefulSets().withName("cache").scale(2);
        await().until(() -> agent.pids().size() == 2);
        System.out.println("pids " + agent.pids());
        Thread.currentThread().join();
    }
}
