package io.slotwise.streams.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.streams.replay.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What {@code slotwise record} writes and replay reads: one JSON object a line, with the topic that the record stood in, the
 * record's timestamp in Kafka, and the record itself as {@code value}. A line of another topic is passed over; one that
 * cannot be read is set aside.
 */
public final class JsonLines implements Tape {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final LineReader lines;
    private final SetAside setAside;
    private final SampleLines samples = new SampleLines();
    private Optional<Heard> next = Optional.empty();

    record OneSample(String topic, Instant timestamp, Sample value) {}

    record OneCluster(String topic, Instant timestamp, ClusterRecord value) {}

    /** @param in unpacked; closed with this */
    public JsonLines(InputStream in, SetAside setAside) {
        this.lines = new LineReader(in);
        this.setAside = setAside;
    }

    /** Writes one line. */
    public static void write(Heard heard, OutputStream out) throws IOException {
        Object line = heard instanceof Heard.Tick tick
                ? new OneSample(Topic.SAMPLES.name(), tick.at(), tick.sample())
                : new OneCluster(Topic.CLUSTERS.name(), heard.at(), ((Heard.Word) heard).cluster());
        out.write(Json.bytes(line));
        out.write('\n');
    }

    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && lines.advance()) {
                next = heard();
            }
        } catch (IOException e) {
            // Cut off in the middle, as a file is that is still being written: what came before is good.
            setAside.add("after line " + lines.number(), "the rest cannot be read: " + e.getMessage());
        }
        return next.isPresent();
    }

    private Optional<Heard> heard() {
        byte[] line = lines.line();
        if (line.length == 0) {
            return Optional.empty();
        }
        Optional<Heard> sample = samples.read(line);
        if (sample.isPresent()) {
            return sample;
        }
        try {
            String topic = topic(line);
            if (topic.equals(Topic.SAMPLES.name())) {
                OneSample one = Json.read(line, OneSample.class);
                return Optional.of(new Heard.Tick(one.timestamp(), one.value()));
            }
            if (topic.equals(Topic.CLUSTERS.name())) {
                OneCluster one = Json.read(line, OneCluster.class);
                return Optional.of(new Heard.Word(one.timestamp(), one.value()));
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            setAside.add("line " + lines.number(), message.lines().findFirst().orElse(message));
            return Optional.empty();
        }
    }

    /** The topic that the line names. */
    private static String topic(byte[] line) throws IOException {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (name.equals("topic")) {
                    return Optional.ofNullable(parser.nextTextValue()).orElse("");
                }
                parser.nextToken();
                parser.skipChildren();
            }
            throw new IllegalArgumentException(
                    "no topic in " + new String(line, 0, Math.min(line.length, 40), StandardCharsets.UTF_8) + "…");
        }
    }

    @Override
    public Heard next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the history has ended");
        }
        Heard heard = next.orElseThrow();
        next = Optional.empty();
        return heard;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the history", e);
        }
    }
}
