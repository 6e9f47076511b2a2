package io.slotwise.streams.decision.adaptive;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How likely demand goes from a bin to another within a step: what was seen from that very bin, filled up with how demand
 * moves wherever it stands, as long as little was seen.
 */
final class Kernel {
    /** What is seen anywhere counts for so many steps seen from the bin itself. */
    private static final double PRIOR = 12;

    /** Before anything was seen: demand stays near where it is. */
    private static final double UNSEEN = 0.05;

    private static final double UNSEEN_REACH = 3;
    private static final double LEAST = 1e-3;
    private static final int MARGIN = 4;

    private final int first;
    private final int[][] to;
    private final double[][] chances;

    private Kernel(int first, int[][] to, double[][] chances) {
        this.first = first;
        this.to = to;
        this.chances = chances;
    }

    static Kernel of(Transitions seen) {
        int[] ends = {Bins.COUNT, 0};
        double[] jumps = new double[2 * Bins.COUNT];
        seen.forEach((from, to, count) -> {
            ends[0] = Math.min(ends[0], Math.min(from, to));
            ends[1] = Math.max(ends[1], Math.max(from, to));
            jumps[to - from + Bins.COUNT] += count;
        });
        int first = Math.max(0, ends[0] - MARGIN);
        int size = Math.min(Bins.COUNT - 1, ends[1] + MARGIN) - first + 1;
        double[][] weights = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double unseen = UNSEEN * Math.exp(-Math.abs(j - i) / UNSEEN_REACH);
                weights[i][j] = PRIOR * (jumps[j - i + Bins.COUNT] + unseen) / (seen.total() + 10 * UNSEEN);
            }
        }
        seen.forEach((from, to, count) -> weights[from - first][to - first] += count);
        return sparse(first, weights);
    }

    private static Kernel sparse(int first, double[][] weights) {
        int size = weights.length;
        int[][] to = new int[size][];
        double[][] chances = new double[size][];
        for (int i = 0; i < size; i++) {
            double sum = Arrays.stream(weights[i]).sum();
            double[] row = weights[i];
            to[i] = IntStream.range(0, size).filter(j -> row[j] / sum > LEAST).toArray();
            chances[i] = Arrays.stream(to[i]).mapToDouble(j -> row[j]).toArray();
            double kept = Arrays.stream(chances[i]).sum();
            for (int z = 0; z < chances[i].length; z++) {
                chances[i][z] /= kept;
            }
        }
        return new Kernel(first, to, chances);
    }

    int first() {
        return first;
    }

    int size() {
        return to.length;
    }

    /** What is to be expected of {@code values} a step later; both by bin, for any number of things at once. */
    void expect(double[][] values, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            double[] sums = expected[i];
            Arrays.fill(sums, 0);
            for (int z = 0; z < to[i].length; z++) {
                add(chances[i][z], values[to[i][z]], sums);
            }
        }
    }

    /** By itself, so that several are reckoned at once: the compiler does so with a loop as plain as this. */
    private static void add(double chance, double[] values, double[] sums) {
        for (int thing = 0; thing < sums.length; thing++) {
            sums[thing] += chance * values[thing];
        }
    }
}
