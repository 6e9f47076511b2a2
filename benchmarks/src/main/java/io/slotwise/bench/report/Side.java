package io.slotwise.bench.report;

import io.slotwise.bench.load.Latency;
import io.slotwise.bench.run.Run;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One mover's figures in a cell: medians of its runs where not said otherwise.
 *
 * @param wallSeconds from the start of its process to its end
 * @param runs wall time of each run, in order
 * @param spread the longest run by the shortest; far from 1 when the machine was busy
 * @param p99s milliseconds, of each run, in order
 * @param keysPerSecond moved keys by wall time
 * @param quietP99 milliseconds, before the move
 * @param p50 milliseconds, during it
 * @param p99 milliseconds, during it
 * @param max milliseconds, the longest of all runs
 * @param sourceMicrosPerKey CPU of the sources for each key
 * @param destinationMicrosPerKey CPU of the destination for each key
 * @param moverCpuSeconds what its process took
 * @param clientErrors sum over the runs
 * @param lostWrites sum over the runs
 * @param wrongValues sum over the runs
 * @param lostTtls sum over the runs
 * @param missingKeys sum over the runs
 */
public record Side(
        double wallSeconds,
        List<Double> runs,
        double spread,
        List<Double> p99s,
        double keysPerSecond,
        Optional<Double> quietP99,
        Optional<Double> p50,
        Optional<Double> p99,
        Optional<Double> max,
        double sourceMicrosPerKey,
        double destinationMicrosPerKey,
        double moverCpuSeconds,
        long clientErrors,
        long lostWrites,
        long wrongValues,
        long lostTtls,
        long missingKeys) {
    /** Sums up runs of one mover. */
    public static Side of(List<Run> runs) {
        List<Latency> moves = runs.stream().flatMap(run -> run.move().stream()).toList();
        List<Latency> quiet = runs.stream().flatMap(run -> run.quiet().stream()).toList();
        return new Side(
                median(runs, Run::wallSeconds),
                runs.stream().map(run -> Statistics.rounded(run.wallSeconds())).toList(),
                spread(runs),
                moves.stream().map(Latency::p99).toList(),
                median(runs, run -> run.keys() / run.wallSeconds()),
                ifAny(quiet, all -> median(all, Latency::p99)),
                ifAny(moves, all -> median(all, Latency::p50)),
                ifAny(moves, all -> median(all, Latency::p99)),
                ifAny(moves, all -> all.stream().mapToDouble(Latency::max).max().orElseThrow()),
                median(runs, Run::sourceMicrosPerKey),
                median(runs, Run::destinationMicrosPerKey),
                median(runs, Run::moverCpuSeconds),
                runs.stream().mapToLong(Run::errorCount).sum(),
                runs.stream().mapToLong(run -> run.damage().lostWrites()).sum(),
                runs.stream().mapToLong(run -> run.damage().wrongValues()).sum(),
                runs.stream().mapToLong(run -> run.damage().lostTtls()).sum(),
                runs.stream()
                        .mapToLong(run -> Math.abs(run.damage().missingKeys()))
                        .sum());
    }

    private static double spread(List<Run> runs) {
        DoubleSummaryStatistics walls =
                runs.stream().mapToDouble(Run::wallSeconds).summaryStatistics();
        return Statistics.rounded(walls.getMax() / walls.getMin());
    }

    private static <T> double median(Collection<T> items, ToDoubleFunction<T> value) {
        return Statistics.rounded(Statistics.median(items, value));
    }

    private static Optional<Double> ifAny(List<Latency> latencies, Function<List<Latency>, Double> figure) {
        return latencies.isEmpty() ? Optional.empty() : Optional.of(figure.apply(latencies));
    }

    boolean isFlawless() {
        return clientErrors + lostWrites + wrongValues + lostTtls + missingKeys == 0;
    }
}
