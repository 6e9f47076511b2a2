package io.slotwise.job;

import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Streams with a consumer that takes entries and acknowledges them, and the book of what it has not acknowledged. A server
 * tells nobody who watches a stream of either.
 */
final class StreamBook {
    private static final int STREAMS = 300;
    private static final int ENTRIES = 10;
    private static final String GROUP = "group";
    private static final String CONSUMER = "consumer";

    private final List<Set<String>> pending = new ArrayList<>();

    /** Makes the streams, of which nothing is pending. */
    void write(LedgerClient client) {
        for (int i = 0; i < STREAMS; i++) {
            String key = key(i);
            client.say(key, Command.of("DEL", key));
            for (int entry = 1; entry <= ENTRIES; entry++) {
                client.say(key, Command.of("XADD", key, id(entry), "field", "value"));
            }
            client.say(key, Command.of("XGROUP", "CREATE", key, GROUP, "$"));
            pending.add(new TreeSet<>());
        }
    }

    /** Some entry is taken or acknowledged. */
    void change(LedgerClient client, Random random) {
        int stream = random.nextInt(STREAMS);
        String key = key(stream);
        String id = id(1 + random.nextInt(ENTRIES));
        if (random.nextBoolean()) {
            client.say(key, Command.of("XCLAIM", key, GROUP, CONSUMER, 0, id, "FORCE", "JUSTID"));
            pending.get(stream).add(id);
        } else {
            client.say(key, Command.of("XACK", key, GROUP, id));
            pending.get(stream).remove(id);
        }
    }

    /** Streams of which something else is pending than what must be. */
    List<String> problems(LedgerClient client) throws IOException {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            String key = key(i);
            Set<String> found = new TreeSet<>();
            for (Reply entry : client.say(key, Command.of("XPENDING", key, GROUP, "-", "+", ENTRIES))
                    .parts()) {
                found.add(entry.parts().get(0).text());
            }
            if (!found.equals(pending.get(i))) {
                problems.add(key + " has " + found + " pending instead of " + pending.get(i));
            }
        }
        return problems;
    }

    private static String key(int index) {
        return "stream:" + index;
    }

    private static String id(int entry) {
        return entry + "-0";
    }
}
