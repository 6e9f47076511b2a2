package io.slotwise.streams.decision.adaptive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * How often demand went from one bin to another within a step. Only pairs that were seen are held. Old counts fade: when
 * four weeks are counted all are halved.
 */
final class Transitions {
    static final Transitions NONE = new Transitions(new int[0], new float[0], 0);

    /** Steps of four weeks. */
    private static final float MOST = 28 * 24 * 12;

    /** A pair whose count has faded below this is forgotten. */
    private static final float LEAST = 0.4f;

    private final int[] pairs;
    private final float[] counts;
    private final float total;

    /**
     * @param pairs {@code from × Bins.COUNT + to}, ascending
     * @param counts how often each was seen
     * @param total their sum
     */
    @JsonCreator
    private Transitions(
            @JsonProperty("pairs") int[] pairs,
            @JsonProperty("counts") float[] counts,
            @JsonProperty("total") float total) {
        this.pairs = pairs;
        this.counts = counts;
        this.total = total;
    }

    /** Something to be done with each pair that was seen. */
    interface Visitor {
        void visit(int from, int to, double count);
    }

    Transitions plus(int from, int to) {
        int pair = from * Bins.COUNT + to;
        int place = Arrays.binarySearch(pairs, pair);
        Transitions next = place >= 0 ? counted(place) : inserted(-place - 1, pair);
        return next.total > MOST ? next.faded() : next;
    }

    private Transitions counted(int place) {
        float[] more = counts.clone();
        more[place]++;
        return new Transitions(pairs, more, total + 1);
    }

    private Transitions inserted(int place, int pair) {
        int[] morePairs = new int[pairs.length + 1];
        float[] more = new float[pairs.length + 1];
        System.arraycopy(pairs, 0, morePairs, 0, place);
        System.arraycopy(counts, 0, more, 0, place);
        morePairs[place] = pair;
        more[place] = 1;
        System.arraycopy(pairs, place, morePairs, place + 1, pairs.length - place);
        System.arraycopy(counts, place, more, place + 1, pairs.length - place);
        return new Transitions(morePairs, more, total + 1);
    }

    private Transitions faded() {
        int[] kept = new int[pairs.length];
        float[] halves = new float[pairs.length];
        int size = 0;
        float sum = 0;
        for (int i = 0; i < pairs.length; i++) {
            if (counts[i] / 2 >= LEAST) {
                kept[size] = pairs[i];
                halves[size] = counts[i] / 2;
                sum += halves[size++];
            }
        }
        return new Transitions(Arrays.copyOf(kept, size), Arrays.copyOf(halves, size), sum);
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < pairs.length; i++) {
            visitor.visit(pairs[i] / Bins.COUNT, pairs[i] % Bins.COUNT, counts[i]);
        }
    }

    /** The number of steps counted, in full or faded. */
    double total() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transitions that
                && Arrays.equals(pairs, that.pairs)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(pairs) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return pairs.length + " pairs, " + total + " steps";
    }
}
