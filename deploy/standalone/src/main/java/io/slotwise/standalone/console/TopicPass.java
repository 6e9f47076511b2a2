package io.slotwise.standalone.console;

import io.slotwise.model.json.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One consumer's way through the topics, without a consumer group. Now and then it looks whether Kafka still answers and
 * whether there are new partitions, so that topics may come later than the console.
 */
final class TopicPass {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Hub hub;
    private final Starts starts;
    private final Clock clock;
    private final Map<TopicPartition, Long> past = new HashMap<>();
    private FeedStatus.Kind kind = FeedStatus.Kind.UNREACHABLE;
    private long lookAt = System.nanoTime();
    private String missing = "";

    TopicPass(Consumer<byte[], byte[]> consumer, Hub hub, Duration span, Clock clock) {
        this.consumer = consumer;
        this.hub = hub;
        this.starts = new Starts(span);
        this.clock = clock;
    }

    /**
     * Looks round when it is time to, and reads what has come.
     *
     * @return how long to wait before the next time
     */
    Duration once() {
        if (System.nanoTime() - lookAt >= 0) {
            look();
        }
        if (consumer.assignment().isEmpty()) {
            return POLL;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Changes.of(record).ifPresent(hub::take);
        }
        if (kind == FeedStatus.Kind.CATCHING_UP) {
            tellProgress();
        }
        return Duration.ZERO;
    }

    private void look() {
        try {
            adopt(partitions());
            tellProgress();
        } catch (TimeoutException e) {
            tell(FeedStatus.Kind.UNREACHABLE, "Kafka does not answer");
        }
        boolean settled = kind != FeedStatus.Kind.UNREACHABLE && missing.isEmpty();
        lookAt = System.nanoTime() + (settled ? LOOK_EVERY_NANOS : POLL.toNanos());
    }

    private Set<TopicPartition> partitions() {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics(PATIENCE);
        missing = Topic.ALL.stream()
                .map(Topic::name)
                .filter(name -> !topics.containsKey(name))
                .collect(Collectors.joining(", "));
        return Topic.ALL.stream()
                .flatMap(topic -> topics.getOrDefault(topic.name(), List.of()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private void adopt(Set<TopicPartition> partitions) {
        List<TopicPartition> fresh = new ArrayList<>(partitions);
        fresh.removeAll(consumer.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, PATIENCE);
        Map<TopicPartition, Long> begins = starts.of(consumer, ends, clock.instant(), PATIENCE);
        consumer.assign(partitions);
        begins.forEach(consumer::seek);
        past.putAll(ends);
    }

    private void tellProgress() {
        past.entrySet().removeIf(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
        if (!past.isEmpty()) {
            tell(FeedStatus.Kind.CATCHING_UP, "reading what was recorded before");
        } else {
            tell(FeedStatus.Kind.LIVE, missing.isEmpty() ? "" : "topics that are not there yet: " + missing);
        }
    }

    private void tell(FeedStatus.Kind next, String detail) {
        kind = next;
        hub.feed(new FeedStatus(next, detail));
    }
}
