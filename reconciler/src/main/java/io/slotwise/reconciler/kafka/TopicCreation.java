package io.slotwise.reconciler.kafka;

import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, and looks whether those that are there are kept as they must be. */
public final class TopicCreation {
    private final Map<String, Object> client;
    private final Duration limit;

    /**
     * Nothing is asked yet.
     *
     * @param client Kafka's client properties
     * @param limit how long each answer may take
     */
    public TopicCreation(Map<String, String> client, Duration limit) {
        this.client = Map.copyOf(client);
        this.limit = limit;
    }

    /**
     * What was found and done.
     *
     * @param created names of topics
     * @param problems sentences on topics that were there already
     */
    public record Result(Set<String> created, List<String> problems) {}

    /**
     * Creates what is missing. Topics that are there are left as they are.
     *
     * @throws IllegalStateException with a sentence when Kafka refuses or does not answer
     */
    public Result create(int partitions, short replicationFactor) {
        try (Admin admin = Admin.create(client)) {
            Set<String> there = answer(admin.listTopics().names());
            Set<String> created = new TreeSet<>();
            for (Topic<?> topic : Topic.ALL) {
                if (!there.contains(topic.name()) && create(admin, topic, partitions, replicationFactor)) {
                    created.add(topic.name());
                }
            }
            return new Result(created, problems(admin, there));
        }
    }

    /** False when somebody else was faster. */
    private boolean create(Admin admin, Topic<?> topic, int partitions, short replicationFactor) {
        NewTopic wanted = new NewTopic(topic.name(), Optional.of(partitions), Optional.of(replicationFactor))
                .configs(topic.retention().config());
        try {
            answer(admin.createTopics(List.of(wanted)).all());
            return true;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new IllegalStateException("cannot create the topic " + topic.name() + ": " + e.getMessage(), e);
        }
    }

    private List<String> problems(Admin admin, Collection<String> there) {
        List<String> problems = new ArrayList<>();
        for (Topic<?> topic : Topic.ALL) {
            if (there.contains(topic.name())) {
                String wanted = topic.retention().config().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
                String found = cleanup(admin, topic.name());
                if (!found.equals(wanted)) {
                    problems.add("topic " + topic.name() + " has cleanup.policy=" + found + " but must have " + wanted
                            + "; change it with kafka-configs");
                }
            }
        }
        return problems;
    }

    private String cleanup(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return answer(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .map(config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                .collect(Collectors.joining());
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka did not answer within " + limit.toSeconds() + " s; check its address and that it runs", e);
        }
    }
}
