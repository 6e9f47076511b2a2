package io.slotwise.streams.history;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.streams.replay.Heard;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads samples as {@link JsonLines#write} lays them out, many times faster than any JSON must be read: what a cluster and
 * its nodes are (names, addresses, roles, slots) is the same on most lines, and is taken over from the line before, byte for
 * byte alike; only times and loads are read. Any other layout is left to who can read all JSON.
 */
final class SampleLines {
    private static final byte[] START = Bytes.of("{\"topic\":\"slotwise.samples\",\"timestamp\":\"");
    private static final byte[] AT = Bytes.of("\"at\":\"");
    private static final byte[] NODES = Bytes.of("\"nodes\":[");
    private static final byte[] LOAD = Bytes.of("\"load\":");
    private static final byte[] NO_LOAD = Bytes.of("{}}");
    private static final byte[] END = Bytes.of("]}}");

    /** The cluster on the line before: what stands between the two times, what after them, and a sample without nodes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Head(byte[] middle, byte[] tail, Sample sample) {}

    /** A node on the line before, by its place: the bytes up to its load, and the node. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Known(byte[] bytes, NodeSample node) {}

    private final List<Known> known = new ArrayList<>();
    private Optional<Head> head = Optional.empty();

    /** The sample; empty when the line is laid out otherwise, or no sample. */
    Optional<Heard> read(byte[] line) {
        int nodes = Bytes.startsWith(line, 0, START) ? Bytes.indexOf(line, START.length, line.length, NODES) : -1;
        if (nodes < 0 || !Bytes.startsWith(line, line.length - END.length, END)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(line, nodes + NODES.length));
        } catch (IllegalArgumentException | DateTimeException e) {
            // Who can read all JSON says what is wrong, and where.
            return Optional.empty();
        }
    }

    private Heard read(byte[] line, int first) {
        int middle = quote(line, START.length);
        int at = Bytes.indexOf(line, middle, first, AT) + AT.length;
        require(at > middle);
        int tail = quote(line, at);
        Sample same = head(line, middle, at, tail, first).sample();
        return new Heard.Tick(
                Instant.parse(text(line, START.length, middle)),
                new Sample(
                        same.cluster(),
                        Instant.parse(text(line, at, tail)),
                        same.source(),
                        same.health(),
                        nodes(line, first, line.length - END.length)));
    }

    private Head head(byte[] line, int middle, int at, int tail, int first) {
        Optional<Head> before = head.filter(one -> Arrays.equals(line, middle, at, one.middle(), 0, one.middle().length)
                && Arrays.equals(line, tail, first, one.tail(), 0, one.tail().length));
        if (before.isPresent()) {
            return before.get();
        }
        byte[] alone = Arrays.copyOf(line, first + END.length);
        System.arraycopy(END, 0, alone, first, END.length);
        Head fresh = new Head(
                Arrays.copyOfRange(line, middle, at),
                Arrays.copyOfRange(line, tail, first),
                Json.read(alone, JsonLines.OneSample.class).value());
        head = Optional.of(fresh);
        return fresh;
    }

    private static int quote(byte[] line, int from) {
        int at = from;
        while (line[at] != '"') {
            at++;
        }
        return at;
    }

    private static String text(byte[] line, int from, int end) {
        return new String(line, from, end - from, StandardCharsets.US_ASCII);
    }

    private List<NodeSample> nodes(byte[] line, int from, int end) {
        List<NodeSample> nodes = new ArrayList<>(known.size());
        int at = from;
        while (at < end) {
            require(nodes.isEmpty() || line[at] == ',');
            at += nodes.isEmpty() ? 0 : 1;
            int load = load(line, at, end, nodes.size());
            int close = closing(line, load, end);
            require(line[close + 1] == '}');
            nodes.add(with(known.get(nodes.size()).node(), LoadReader.read(line, load, close)));
            at = close + 2;
        }
        return nodes;
    }

    /** Where the load of the node that begins at {@code at} begins. */
    private int load(byte[] line, int at, int end, int place) {
        if (place < known.size()) {
            byte[] before = known.get(place).bytes();
            if (Bytes.startsWith(line, at, before)) {
                return at + before.length;
            }
        }
        int load = Bytes.indexOf(line, at, end, LOAD) + LOAD.length;
        require(load > at);
        byte[] alone = Arrays.copyOfRange(line, at, load + NO_LOAD.length);
        System.arraycopy(NO_LOAD, 0, alone, load - at, NO_LOAD.length);
        Known one = new Known(Arrays.copyOf(alone, load - at), Json.read(alone, NodeSample.class));
        if (place < known.size()) {
            known.set(place, one);
        } else {
            known.add(one);
        }
        return load;
    }

    private static NodeSample with(NodeSample node, NodeSample.Load load) {
        return new NodeSample(
                node.pod(),
                node.host(),
                node.port(),
                node.nodeId(),
                node.answer(),
                node.role(),
                node.masterId(),
                node.slots(),
                node.knownNodes(),
                load);
    }

    /** The brace that closes the one at {@code open}; no text in a load holds any. */
    private static int closing(byte[] line, int open, int end) {
        int depth = 0;
        for (int i = open; i < end; i++) {
            depth += line[i] == '{' ? 1 : line[i] == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("another layout");
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("another layout");
        }
    }
}
