package io.slotwise.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a key holds. Every write changes one element and leaves the size as it was. */
enum Kind {
    /** A string of 100 bytes. */
    SMALL {
        @Override
        List<String> create(int index, String key) {
            return List.of("SET", key, Stamp.value(index, 0, 100));
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("SET", key, Stamp.value(index, sequence, 100));
        }
    },
    /** A string of 1,000 bytes. */
    LARGE {
        @Override
        List<String> create(int index, String key) {
            return List.of("SET", key, Stamp.value(index, 0, 1000));
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("SET", key, Stamp.value(index, sequence, 1000));
        }
    },
    /** A string of 100 bytes that expires between one and two hours after it was loaded; writes keep that. */
    EXPIRING {
        @Override
        List<String> create(int index, String key) {
            return List.of("SET", key, Stamp.value(index, 0, 100), "EX", Long.toString(secondsToLive(index)));
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("SET", key, Stamp.value(index, sequence, 100), "KEEPTTL");
        }
    },
    /** A string of 5 MB; reads and writes touch its first bytes. */
    HUGE {
        @Override
        List<String> create(int index, String key) {
            return List.of("SET", key, Stamp.value(index, 0, 5_000_000));
        }

        @Override
        List<String> read(String key) {
            return List.of("GETRANGE", key, "0", "99");
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("SETRANGE", key, "0", Stamp.value(index, sequence, 100));
        }
    },
    /** A hash of 20 fields of 50 bytes. */
    HASH {
        @Override
        List<String> create(int index, String key) {
            return elements(List.of("HSET", key), 20, n -> List.of("f" + n, Stamp.value(index, 0, 50)));
        }

        @Override
        List<String> read(String key) {
            return List.of("HGET", key, "f0");
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("HSET", key, "f0", Stamp.value(index, sequence, 50));
        }

        @Override
        List<String> size(String key) {
            return List.of("HLEN", key);
        }
    },
    /** A sorted set of 20 members of 30 bytes; the first one's score is the sequence. */
    SORTED_SET {
        @Override
        List<String> create(int index, String key) {
            return elements(List.of("ZADD", key), 20, n -> List.of("0", "member-of-twenty-or-more-bytes" + n));
        }

        @Override
        List<String> read(String key) {
            return List.of("ZSCORE", key, "member-of-twenty-or-more-bytes0");
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("ZADD", key, Long.toString(sequence), "member-of-twenty-or-more-bytes0");
        }

        @Override
        List<String> size(String key) {
            return List.of("ZCARD", key);
        }

        @Override
        OptionalLong sequence(int index, String value) {
            return Stamp.number(value);
        }
    },
    /** A list of 20 elements of 50 bytes. */
    LIST {
        @Override
        List<String> create(int index, String key) {
            return elements(List.of("RPUSH", key), 20, n -> List.of(Stamp.value(index, 0, 50)));
        }

        @Override
        List<String> read(String key) {
            return List.of("LINDEX", key, "0");
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("LSET", key, "0", Stamp.value(index, sequence, 50));
        }

        @Override
        List<String> size(String key) {
            return List.of("LLEN", key);
        }
    },
    /** A stream that keeps its newest entry of 50 bytes. */
    STREAM {
        @Override
        List<String> create(int index, String key) {
            return write(index, key, 0);
        }

        @Override
        List<String> read(String key) {
            return List.of("XREVRANGE", key, "+", "-", "COUNT", "1");
        }

        @Override
        List<String> write(int index, String key, long sequence) {
            return List.of("XADD", key, "MAXLEN", "=", "1", "*", "v", Stamp.value(index, sequence, 50));
        }

        @Override
        List<String> size(String key) {
            return List.of("XLEN", key);
        }
    };

    private interface Element {
        List<String> words(int number);
    }

    abstract List<String> create(int index, String key);

    abstract List<String> write(int index, String key, long sequence);

    List<String> read(String key) {
        return List.of("GET", key);
    }

    /** Asks for a number that no write changes. */
    List<String> size(String key) {
        return List.of("STRLEN", key);
    }

    OptionalLong sequence(int index, String value) {
        return Stamp.sequence(index, value);
    }

    /** What {@link #size} answers. */
    int expectedSize() {
        return switch (this) {
            case SMALL, EXPIRING -> 100;
            case LARGE -> 1000;
            case HUGE -> 5_000_000;
            case HASH, SORTED_SET, LIST -> 20;
            case STREAM -> 1;
        };
    }

    static long secondsToLive(int index) {
        return 3600L + index % 3600;
    }

    private static List<String> elements(List<String> command, int count, Element element) {
        List<String> words = new ArrayList<>(command);
        for (int number = 0; number < count; number++) {
            words.addAll(element.words(number));
        }
        return words;
    }
}
