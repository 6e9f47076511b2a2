package io.slotwise.bench.decide;

import io.slotwise.streams.history.HistoryFile;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.DemandSeries;
import io.slotwise.streams.replay.RecordingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of a directory as courses of demand, each scaled so that three masters carry its mean at so many percent. */
final class HistoryCourse {
    private static final Pattern NAMES = Pattern.compile(".*\\.(csv|jsonl)(\\.gz|\\.zst)?");
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int MASTERS = 3;

    private HistoryCourse() {}

    /** @throws IllegalArgumentException when there is none */
    static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> histories = files.filter(
                            file -> NAMES.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            if (histories.isEmpty()) {
                throw new IllegalArgumentException(
                        directory + " has no file that ends with .csv or .jsonl, packed or not");
            }
            return histories;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the directory " + directory, e);
        }
    }

    static Course of(Path file, double meanPercent) {
        SetAside setAside = new SetAside();
        HistoryFile history = HistoryFile.open(file, setAside);
        String name = String.valueOf(file.getFileName()).replaceAll("\\.(csv|jsonl).*", "");
        if (history instanceof HistoryFile.Plain plain) {
            double mean = plain.points().stream()
                    .mapToDouble(DemandSeries.Point::value)
                    .average()
                    .orElse(0);
            if (mean <= 0) {
                throw new IllegalArgumentException(file + " has nothing but zeros");
            }
            DemandSeries.Reading usual = DemandSeries.Reading.cpu(MASTERS, INTERVAL);
            return new DemandSeries(name, plain.points())
                    .course(new DemandSeries.Reading(
                            usual.kind(),
                            java.util.OptionalDouble.of(MASTERS * meanPercent / mean),
                            MASTERS,
                            usual.bytesPerMaster(),
                            INTERVAL));
        }
        try (Tape tape = ((HistoryFile.Recorded) history).tape()) {
            RecordingReader reader = new RecordingReader(INTERVAL);
            tape.forEachRemaining(reader::add);
            return reader.course();
        }
    }
}
