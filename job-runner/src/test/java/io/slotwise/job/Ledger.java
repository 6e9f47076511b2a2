package io.slotwise.job;

import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that sets, changes, deletes and expires keys of its own and works through streams, and keeps a book of what each
 * must be, as far as it was acknowledged.
 */
final class Ledger implements AutoCloseable {
    private static final int KEYS = 3000;
    private static final long LONG_MILLIS = 1_000_000;
    private static final long SHORT_MILLIS = 30;

    /** How far a time to live may be from what it should be. */
    private static final long SLACK_MILLIS = 20_000;

    /** A key's value, and when it ends, in milliseconds of {@link System#nanoTime}; never is {@link Long#MAX_VALUE}. */
    private record Entry(String value, long end) {}

    private final LedgerClient client;
    private final Random random;
    private final Map<String, Optional<Entry>> book = new HashMap<>();
    private final StreamBook streams = new StreamBook();
    private final List<String> problems = new ArrayList<>();
    private Thread writer = new Thread(() -> {});
    private volatile boolean running;
    private long writes;

    Ledger(List<Address> nodes, int replicas, long seed) {
        this.client = new LedgerClient(nodes, replicas);
        this.random = new Random(seed);
        streams.write(client);
    }

    void start() {
        running = true;
        writer = new Thread(this::write, "ledger");
        writer.start();
    }

    private void write() {
        try {
            while (running) {
                if (random.nextInt(4) == 0) {
                    streams.change(client, random);
                } else {
                    change("ledger:" + random.nextInt(KEYS));
                }
                writes++;
                LockSupport.parkNanos(100_000);
            }
        } catch (RuntimeException e) {
            problems.add(e.toString());
        }
    }

    private void change(String key) {
        String value = Long.toString(random.nextLong());
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                client.say(key, Command.of("SET", key, value));
                book.put(key, Optional.of(new Entry(value, Long.MAX_VALUE)));
            }
            case 2 -> {
                client.say(key, Command.of("DEL", key));
                book.put(key, Optional.empty());
            }
            case 3 -> {
                client.say(key, Command.of("SET", key, value, "PX", LONG_MILLIS));
                book.put(key, Optional.of(new Entry(value, now() + LONG_MILLIS)));
            }
            case 4 -> {
                client.say(key, Command.of("SET", key, value, "PX", SHORT_MILLIS));
                book.put(key, Optional.of(new Entry(value, now() + SHORT_MILLIS)));
            }
            default -> expire(key);
        }
    }

    private void expire(String key) {
        Optional<Entry> entry = book.getOrDefault(key, Optional.empty());
        if (entry.isPresent() && entry.get().end() > now() + SLACK_MILLIS) {
            client.say(key, Command.of("PEXPIRE", key, LONG_MILLIS));
            book.put(key, Optional.of(new Entry(entry.get().value(), now() + LONG_MILLIS)));
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    long writes() {
        return writes;
    }

    /** Errors that a client of a healthy cluster never sees. */
    List<String> troubles() {
        return client.troubles();
    }

    void stop() throws InterruptedException {
        running = false;
        writer.join();
    }

    /** Stops the writing and says of each key that is not what it must be what is wrong. */
    List<String> problems() throws Exception {
        stop();
        LockSupport.parkNanos(200_000_000); // until what is to expire soon has expired
        List<String> found = new ArrayList<>(problems);
        found.addAll(streams.problems(client));
        for (Map.Entry<String, Optional<Entry>> it : book.entrySet()) {
            problem(it.getKey(), it.getValue()).ifPresent(what -> found.add(it.getKey() + " " + what));
        }
        return found;
    }

    /** Takes keys as they are, of which {@link #problems} had something to say, and deletes them. */
    void forget(List<String> said) {
        for (String problem : said) {
            String key = problem.substring(0, problem.indexOf(' '));
            client.say(key, Command.of("DEL", key));
            book.put(key, Optional.empty());
        }
    }

    private Optional<String> problem(String key, Optional<Entry> entry) throws IOException {
        Reply found = client.say(key, Command.of("GET", key));
        boolean there = found instanceof Reply.Text;
        boolean wanted = entry.filter(it -> it.end() > now()).isPresent();
        if (there != wanted) {
            return Optional.of(there ? "came back" : "is lost");
        }
        if (!there) {
            return Optional.empty();
        }
        if (!found.text().equals(entry.orElseThrow().value())) {
            return Optional.of("has a wrong value");
        }
        long left = client.say(key, Command.of("PTTL", key)).number();
        long end = entry.orElseThrow().end();
        boolean kept = end == Long.MAX_VALUE ? left == -1 : Math.abs(end - now() - left) < SLACK_MILLIS;
        return kept ? Optional.empty() : Optional.of("has the wrong time to live " + left);
    }

    @Override
    public void close() {
        running = false;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
