package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterKey;
import io.slotwise.standalone.console.view.Shop;
import io.slotwise.streams.history.Compression;
import io.slotwise.streams.history.JsonLines;
import io.slotwise.streams.replay.Heard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Histories of load that comes and goes. */
final class MadeUp {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    static final Shop SHOP = new Shop(new ClusterKey("shop", "cart"));

    private MadeUp() {}

    /** A row each five minutes; from 9 to 13 o'clock more than three masters carry. */
    static Path column(Path directory, int days) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp,value\n");
        for (int minute = 0; minute < days * 1440; minute += 5) {
            double hour = minute / 60.0 % 24;
            double rush = hour > 9 && hour < 13 ? 240 * Math.sin((hour - 9) / 4 * Math.PI) : 0;
            rows.append(START.plus(Duration.ofMinutes(minute)))
                    .append(',')
                    .append(120 + rush + minute % 7)
                    .append('\n');
        }
        return Files.writeString(directory.resolve("days.csv"), rows.toString());
    }

    /** A manifest of a cluster that follows its thresholds alone; more are further lines of its spec. */
    static Path manifest(Path file, String more) throws IOException {
        return Files.writeString(file, """
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata:
                  name: cart
                spec:
                  autoScaleEnabled: true
                  strategy: threshold
                """ + more.indent(2));
    }

    /** Three masters, a sample every 5 s; after five minutes one of them has too much. */
    static List<Heard> records(int minutes) {
        List<Heard> all = new ArrayList<>();
        all.add(Heard.of(SHOP.described(START)));
        for (int second = 5; second < 60 * minutes; second += 5) {
            double hot = second < 300 ? 40 : 85;
            all.add(Heard.of(SHOP.sample(START.plusSeconds(second), hot, 30, 35)));
        }
        return all;
    }

    static Path recording(Path file, List<Heard> records) throws IOException {
        try (OutputStream out = Compression.named(file.toString()).pack(Files.newOutputStream(file))) {
            for (Heard record : records) {
                JsonLines.write(record, out);
            }
        }
        return file;
    }
}
