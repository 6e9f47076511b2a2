package io.slotwise.streams.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints Slotwise's regret beside the peers' on histories {@code timestamp,value}, at means that need 3, 6 and 12 masters and
 * at prices of a violation that are a fifth, one and five times the usual one. Arguments: files; {@code --masters 3,6,12}.
 */
final class RegretTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** More than any of these histories needs, and quicker to search than no ceiling. */
    private static final Plant PLANT = Plant.DEFAULT.withBounds(new Bounds(3, 48));

    private RegretTable() {}

    public static void main(String[] arguments) throws IOException {
        List<String> files = new ArrayList<>(Arrays.asList(arguments));
        int option = files.indexOf("--masters");
        String masters = option < 0 ? "3,6,12" : files.get(option + 1);
        if (option >= 0) {
            files.subList(option, option + 2).clear();
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %2s %9s %9s | %s%n",
                "history",
                "m",
                "best cost",
                "regret",
                "slotwise: violation min, master h, scalings, flaps | best hpa, threshold, target-tracking | ratio"
                        + " at violation ×1, ×5, ×0.2");
        for (String file : files) {
            for (String number : masters.split(",", -1)) {
                print(Path.of(file), Integer.parseInt(number));
            }
        }
    }

    private static void print(Path file, int masters) throws IOException {
        DemandSeries series = new DemandSeries(
                file.getFileName().toString().replace(".csv", ""),
                Files.readAllLines(file).stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .map(RegretTable::point)
                        .toList());
        Course course = series.course(DemandSeries.Reading.cpu(masters, Manifest.DEFAULT.metricsQueryInterval()));
        StringBuilder ratios = new StringBuilder();
        String line = "";
        for (double factor : new double[] {1, 5, 0.2}) {
            Comparison all = Comparison.run(course, contenders(), PLANT, Price.DEFAULT.violationTimes(factor));
            Comparison.Line own = all.policies().get(0);
            double[] peers = {best(all, "hpa"), best(all, "threshold"), best(all, "target-tracking")};
            double best = Math.min(peers[0], Math.min(peers[1], peers[2]));
            ratios.append(String.format(Locale.ROOT, " %6.3f", own.regret() < 1e-6 ? 0 : own.regret() / best));
            if (factor == 1) {
                line = String.format(
                        Locale.ROOT,
                        "%-34s %2d %9.1f %9.1f | %8.1f %8.1f %4d %3d | %8.1f %8.1f %8.1f |",
                        course.name(),
                        masters,
                        all.optimum().cost(),
                        own.regret(),
                        own.violationMinutes(),
                        own.masterHours(),
                        own.scalings(),
                        own.flaps(),
                        peers[0],
                        peers[1],
                        peers[2]);
            }
        }
        System.out.println(line + ratios);
    }

    private static List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(List.of(Slotwise.asRecorded()));
        Contenders.PEERS.forEach(all::addAll);
        return all;
    }

    private static double best(Comparison comparison, String peer) {
        return comparison.policies().stream()
                .filter(line -> line.name().startsWith(peer))
                .mapToDouble(Comparison.Line::regret)
                .min()
                .orElseThrow();
    }

    private static DemandSeries.Point point(String line) {
        int comma = line.indexOf(',');
        return new DemandSeries.Point(
                LocalDateTime.parse(line.substring(0, comma), TIME).toInstant(ZoneOffset.UTC),
                Double.parseDouble(line.substring(comma + 1)));
    }
}
