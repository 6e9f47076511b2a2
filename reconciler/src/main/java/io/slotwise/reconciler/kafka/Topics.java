package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.reconciler.kube.TopicWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reconciler's side of Kafka: reads what it needs to know, and writes. */
public final class Topics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(1);

    private final TopicWriter writer;
    private final TopicFeed feed;

    private Topics(TopicWriter writer, TopicFeed feed) {
        this.writer = writer;
        this.feed = feed;
    }

    /**
     * Starts to read.
     *
     * @param wake is told which cluster to look at
     * @param watch is told what came in
     */
    public static Topics start(
            Map<String, String> kafka, TopicKnowledge knowledge, Consumer<ClusterKey> wake, TopicWatch watch) {
        TopicWriter writer = new TopicWriter(kafka, knowledge);
        Consumer<DeadLetter> aside = letter -> {
            LOG.atWarn()
                    .addKeyValue("topic", letter.topic())
                    .addKeyValue("offset", letter.offset())
                    .addKeyValue("problem", letter.problem())
                    .log("Record set aside");
            watch.setAside(letter);
            writer.setAside(letter);
        };
        TopicReader reader = new TopicReader(knowledge, wake, aside, watch);
        Silence silence = new Silence(knowledge, wake);
        return new Topics(writer, TopicFeed.start(kafka, reader::read, lags -> {
            watch.lag(lags);
            silence.look(Instant.now());
        }));
    }

    /**
     * Waits until the knowledge is as complete as the topics.
     *
     * @throws IllegalStateException when Kafka does not give it in time
     */
    public void awaitCaughtUp(Duration limit) {
        if (!feed.awaitCaughtUp(limit)) {
            throw new IllegalStateException("the topics could not be read within " + limit.toSeconds()
                    + " s; check that Kafka is there and has them");
        }
    }

    public void perform(TopicWrite write) {
        writer.perform(write);
    }

    /** What is wrong with Kafka; empty when it answers. */
    public Optional<String> problem() {
        if (!feed.isCaughtUp()) {
            return Optional.of("the topics are still being read");
        }
        return feed.sincePoll().compareTo(SILENCE_LIMIT) > 0
                ? Optional.of("Kafka has not answered for " + feed.sincePoll().toSeconds() + " s")
                : Optional.empty();
    }

    @Override
    public void close() {
        feed.close();
        writer.close();
    }
}
