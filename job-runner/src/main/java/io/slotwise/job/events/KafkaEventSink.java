package io.slotwise.job.events;

import io.slotwise.model.JobEvent;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Job events to their Kafka topic. A thread of its own loads the client and sends, since loading takes as long as a small
 * job, and a broker that is away would hold up whoever calls it.
 */
public final class KafkaEventSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventSink.class);
    /** How long events are kept aside while no broker answers; a job has at most one a second. */
    private static final String KEPT_MILLIS = "600000";

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** What a job says in 16 minutes at most; the oldest go first. */
    private static final int MOST_KEPT = 1000;

    private final ExecutorService background;
    private final ClientProperties client;
    private final Deque<JobEvent> kept = new ArrayDeque<>();
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
    private boolean told;

    /** A sink that connects when the first event comes, or once the file that says how is there. */
    public KafkaEventSink(ClientProperties client) {
        this.client = client;
        this.background = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "job-events");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Map<String, Object> settings(Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                KEPT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "2000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                KEPT_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                "5"));
        settings.putAll(client);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    @Override
    public void publish(JobEvent event) {
        try {
            background.execute(() -> send(event));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("Job event after the end is dropped");
        }
    }

    private void send(JobEvent event) {
        kept.add(event);
        if (kept.size() > MOST_KEPT) {
            kept.removeFirst();
        }
        try {
            if (producer.isEmpty()) {
                producer = client.now().map(properties -> new KafkaProducer<>(settings(properties)));
            }
        } catch (RuntimeException e) {
            kept.forEach(any -> lost(any, e));
            kept.clear();
        }
        producer.ifPresentOrElse(this::sendKept, this::tell);
    }

    private void sendKept(Producer<byte[], byte[]> to) {
        while (!kept.isEmpty()) {
            JobEvent event = kept.removeFirst();
            try {
                var unused = to.send(record(event), (metadata, problem) -> {
                    if (problem != null) {
                        lost(event, problem);
                    }
                });
            } catch (RuntimeException e) {
                lost(event, e);
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(JobEvent event) {
        return new ProducerRecord<>(
                Topic.JOB_EVENTS.name(),
                event.cluster().toString().getBytes(StandardCharsets.UTF_8),
                Topic.JOB_EVENTS.serde().serializer().serialize(Topic.JOB_EVENTS.name(), event));
    }

    private void tell() {
        if (!told && !kept.isEmpty()) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("file", client.file().map(Path::toString).orElse(""))
                    .log("Job events are kept aside: the file that says how Kafka is reached is not there; the job goes"
                            + " on");
        }
    }

    private static void lost(JobEvent event, Exception problem) {
        LOG.atWarn()
                .addKeyValue("cluster", event.cluster())
                .addKeyValue("phase", event.phase())
                .addKeyValue("problem", words(problem))
                .log("Job event not sent; the job goes on");
    }

    /** Kafka's own exceptions often say why only in their cause. */
    private static String words(Throwable problem) {
        Optional<Throwable> cause = Optional.ofNullable(problem.getCause());
        return problem.getMessage() + cause.map(why -> ": " + words(why)).orElse("");
    }

    private void end() {
        producer.ifPresent(it -> it.close(LAST_WORDS));
        if (!kept.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("events", kept.size())
                    .addKeyValue("file", client.file().map(Path::toString).orElse(""))
                    .log("Job events not sent: the file that says how Kafka is reached never came; create the Secret"
                            + " that it comes from in this namespace");
        }
    }

    /** Waits a few seconds at most for what is on its way. */
    @Override
    public void close() {
        background.execute(this::end);
        background.shutdown();
        try {
            if (!background.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
