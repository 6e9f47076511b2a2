package io.slotwise.streams.history;

import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample.Load;
import io.slotwise.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads what a node used from a line: its fields in the order of {@link Load}, any of them left out. */
final class LoadReader {
    private static final byte[] CPU = name("cpuPercent");
    private static final byte[] MEMORY = name("memoryPercent");
    private static final byte[] USED = name("usedMemoryBytes");
    private static final byte[] LIMIT = name("memoryLimitBytes");
    private static final byte[] OPS = name("opsPerSecond");
    private static final byte[] KEYS = name("keys");
    private static final byte[] CLIENTS = name("connectedClients");
    private static final byte[] UPTIME = name("uptimeSeconds");
    private static final byte[] LINK = name("replicationLink");
    private static final byte[] HOT_SLOTS = name("hotSlots");
    private static final byte[] UP = Bytes.of("\"UP\"");
    private static final byte[] DOWN = Bytes.of("\"DOWN\"");

    /** Whole numbers up to here, and powers of ten up to 22, are exact as doubles: so is one divided by the other. */
    private static final long EXACT = 1L << 53;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    private static final int MOST_DIGITS = 18;

    private final byte[] line;
    private int at;

    private LoadReader(byte[] line, int at) {
        this.line = line;
        this.at = at;
    }

    private static byte[] name(String name) {
        return Bytes.of("\"" + name + "\":");
    }

    /** @throws IllegalArgumentException when it is anything else */
    static Load read(byte[] line, int open, int close) {
        LoadReader reader = new LoadReader(line, open + 1);
        Load load = new Load(
                reader.number(CPU),
                reader.number(MEMORY),
                reader.whole(USED),
                reader.whole(LIMIT),
                reader.number(OPS),
                reader.whole(KEYS),
                reader.whole(CLIENTS),
                reader.whole(UPTIME),
                reader.link(),
                reader.hotSlots(close));
        require(reader.at == close);
        return load;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("another layout");
        }
    }

    private boolean has(byte[] name) {
        int from = line[at] == ',' ? at + 1 : at;
        if (!Bytes.startsWith(line, from, name)) {
            return false;
        }
        at = from + name.length;
        return true;
    }

    private Optional<Load.Link> link() {
        if (!has(LINK)) {
            return Optional.empty();
        }
        Load.Link link = Bytes.startsWith(line, at, UP) ? Load.Link.UP : Load.Link.DOWN;
        require(link == Load.Link.UP || Bytes.startsWith(line, at, DOWN));
        at += link.name().length() + 2;
        return Optional.of(link);
    }

    private Optional<List<HotSlot>> hotSlots(int close) {
        if (!has(HOT_SLOTS)) {
            return Optional.empty();
        }
        byte[] all = Arrays.copyOfRange(line, at, close);
        at = close;
        return Optional.of(all.length == 2 ? List.of() : List.of(Json.read(all, HotSlot[].class)));
    }

    private OptionalLong whole(byte[] name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        int from = at;
        long number = digits();
        require(at > from && at - from <= MOST_DIGITS && isEnd());
        return OptionalLong.of(number);
    }

    private OptionalDouble number(byte[] name) {
        if (!has(name)) {
            return OptionalDouble.empty();
        }
        int from = at;
        long number = digits();
        int point = at;
        if (line[at] == '.') {
            at++;
            number = digits(number);
        }
        int decimals = Math.max(0, at - point - 1);
        if (at > from && at - from <= MOST_DIGITS && number < EXACT && isEnd()) {
            return OptionalDouble.of(number / TENS[decimals]);
        }
        while (!isEnd()) {
            at++;
        }
        return OptionalDouble.of(Double.parseDouble(new String(line, from, at - from, StandardCharsets.US_ASCII)));
    }

    private long digits() {
        return digits(0);
    }

    private long digits(long before) {
        long number = before;
        for (byte digit = line[at]; digit >= '0' && digit <= '9'; digit = line[at]) {
            number = 10 * number + (digit - '0');
            at++;
        }
        return number;
    }

    private boolean isEnd() {
        return line[at] == ',' || line[at] == '}';
    }
}
