package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Decoded;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.kafka.TopicKnowledge.News;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes one Kafka record into the knowledge, or sets it aside. */
final class TopicReader {
    static final String COMPONENT = "reconciler";

    private final TopicKnowledge knowledge;
    private final Consumer<ClusterKey> wake;
    private final Consumer<DeadLetter> aside;
    private final TopicWatch watch;

    /**
     * A reader.
     *
     * @param wake is told which cluster to look at
     * @param aside takes what cannot be used
     * @param watch is told of jobs, and of clusters that are gone
     */
    TopicReader(TopicKnowledge knowledge, Consumer<ClusterKey> wake, Consumer<DeadLetter> aside, TopicWatch watch) {
        this.knowledge = knowledge;
        this.wake = wake;
        this.aside = aside;
        this.watch = watch;
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topic.INTENTS.name())) {
            intent(record, Decoded.of(Topic.INTENTS, record, COMPONENT));
        } else if (record.topic().equals(Topic.SAMPLES.name())) {
            sample(record, Decoded.of(Topic.SAMPLES, record, COMPONENT));
        } else if (record.topic().equals(Topic.JOB_EVENTS.name())) {
            jobEvent(record, Decoded.of(Topic.JOB_EVENTS, record, COMPONENT));
        } else {
            cluster(record, Decoded.of(Topic.CLUSTERS, record, COMPONENT));
        }
    }

    private void intent(ConsumerRecord<byte[], byte[]> record, Decoded<Intent> decoded) {
        if (decoded instanceof Decoded.Value<Intent> read) {
            Intent intent = read.value();
            accept(record, read.cluster(), intent.cluster(), () -> look(intent.cluster(), knowledge.offer(intent)));
        } else if (decoded instanceof Decoded.Tombstone<Intent> gone) {
            knowledge.withdrawn(gone.cluster());
        } else if (decoded instanceof Decoded.Rubbish<Intent> rubbish) {
            aside.accept(rubbish.letter());
        }
    }

    private void sample(ConsumerRecord<byte[], byte[]> record, Decoded<Sample> decoded) {
        if (decoded instanceof Decoded.Value<Sample> read) {
            Sample sample = read.value();
            accept(record, read.cluster(), sample.cluster(), () -> look(sample.cluster(), knowledge.offer(sample)));
        } else if (decoded instanceof Decoded.Rubbish<Sample> rubbish) {
            aside.accept(rubbish.letter());
        }
    }

    /** For people alone. What is said of a cluster that nobody knows is not counted, so that names are not without end. */
    private void jobEvent(ConsumerRecord<byte[], byte[]> record, Decoded<JobEvent> decoded) {
        if (decoded instanceof Decoded.Value<JobEvent> read) {
            JobEvent event = read.value();
            accept(record, read.cluster(), event.cluster(), () -> {
                if (knowledge.published(event.cluster()).isPresent()) {
                    watch.heard(event);
                }
            });
        } else if (decoded instanceof Decoded.Rubbish<JobEvent> rubbish) {
            aside.accept(rubbish.letter());
        }
    }

    /** What this process wrote itself, read again to know after a start what others were told. */
    private void cluster(ConsumerRecord<byte[], byte[]> record, Decoded<ClusterRecord> decoded) {
        if (decoded instanceof Decoded.Value<ClusterRecord> read) {
            ClusterRecord said = read.value();
            accept(record, read.cluster(), said.cluster(), () -> knowledge.restored(said.cluster(), Optional.of(said)));
        } else if (decoded instanceof Decoded.Tombstone<ClusterRecord> gone) {
            knowledge.restored(gone.cluster(), Optional.empty());
            watch.forgotten(gone.cluster());
        } else if (decoded instanceof Decoded.Rubbish<ClusterRecord> rubbish) {
            aside.accept(rubbish.letter());
        }
    }

    private void look(ClusterKey cluster, News news) {
        if (news == News.WORTH_A_LOOK) {
            wake.accept(cluster);
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, ClusterKey key, ClusterKey named, Runnable use) {
        if (key.equals(named)) {
            use.run();
        } else {
            aside.accept(Decoded.letter(record, COMPONENT, "the key says " + key + " but the value is about " + named));
        }
    }
}
