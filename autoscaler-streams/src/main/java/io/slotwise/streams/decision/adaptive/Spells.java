package io.slotwise.streams.decision.adaptive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How long a cluster's loads above {@code cpuThreshold} lasted, and from that how long it is best to wait before more
 * masters are asked for: to wait costs the violation of a load that stays, not to wait costs the masters that come when it
 * has gone. Each further one makes the earlier ones count less.
 *
 * @param counts how many lasted about so long, faded; by the lengths of {@value #LENGTHS} classes
 * @param masters how many more masters they needed at their height, summed and faded alike
 */
public record Spells(Row counts, Row masters) {
    private static final double[] MINUTES = {0.25, 0.5, 1, 2, 3.5, 5, 7.5, 10, 15, 30, 60};
    private static final int LENGTHS = 11;

    /** Minutes of waiting that are weighed, besides none and one more sample. */
    private static final double[] WAITS = {1, 2, 4, 6, 10, 15};

    private static final double FADE = 0.97;

    /** Fewer say nothing. */
    private static final double ENOUGH = 3.5;

    /** For so many minutes masters stay when they are no longer needed. */
    private static final double KEPT = 20;

    /** Longer loads than this are served for their own sake; what they cost then is no matter of waiting. */
    private static final double COUNTED = 15;

    public static final Spells NONE = new Spells();

    /**
     * A load that went above the threshold and came back.
     *
     * @param minutes for how long masters would have been in violation if none had come
     * @param masters how many more it needed at its height, 1 or more
     */
    public record Spell(double minutes, int masters) {}

    public Spells() {
        this(Row.of(LENGTHS, 0), Row.of(LENGTHS, 0));
    }

    @JsonCreator
    public Spells(@JsonProperty("counts") Row counts, @JsonProperty("masters") Row masters) {
        this.counts = counts;
        this.masters = masters;
    }

    /** The load from which on a master is in violation, percent of one core. */
    public static double violation() {
        return Price.DEFAULT.violation();
    }

    /** No load is followed for longer. */
    public static Duration longest() {
        return Duration.ofMinutes((long) MINUTES[LENGTHS - 1]);
    }

    public Spells and(Spell spell) {
        int length = IntStream.range(0, LENGTHS - 1)
                .filter(i -> spell.minutes() <= (MINUTES[i] + MINUTES[i + 1]) / 2)
                .findFirst()
                .orElse(LENGTHS - 1);
        return new Spells(faded(counts, length, 1), faded(masters, length, spell.masters()));
    }

    private static Row faded(Row row, int index, double more) {
        Row next = row;
        for (int i = 0; i < LENGTHS; i++) {
            next = next.with(i, row.at(i) * FADE + (i == index ? more : 0));
        }
        return next;
    }

    /**
     * How many samples in a row should ask before more masters come, 1 or more.
     *
     * @param interval from sample to sample
     * @param present masters that are there
     * @return empty while too few loads were seen
     */
    public OptionalInt patience(Duration interval, int present, Bounds.Moves moves) {
        if (IntStream.range(0, LENGTHS).mapToDouble(counts::at).sum() < ENOUGH) {
            return OptionalInt.empty();
        }
        double minutes = interval.toMillis() / 60_000.0;
        int best = 0;
        double least = cost(0, present, moves);
        for (int more : IntStream.concat(IntStream.of(1), samples(minutes)).toArray()) {
            double cost = cost(more * minutes, present, moves);
            if (cost < least - 1e-9) {
                least = cost;
                best = more;
            }
        }
        return OptionalInt.of(1 + best);
    }

    private static IntStream samples(double minutes) {
        return Arrays.stream(WAITS).mapToInt(wait -> (int) Math.ceil(wait / minutes - 1e-9));
    }

    /** What all of them would have cost with so many minutes of waiting each. */
    private double cost(double wait, int present, Bounds.Moves moves) {
        return IntStream.range(0, LENGTHS)
                .filter(i -> counts.at(i) > 0)
                .mapToDouble(i -> counts.at(i) * cost(MINUTES[i], masters.at(i) / counts.at(i), wait, present, moves))
                .sum();
    }

    private static double cost(double lasts, double more, double wait, int present, Bounds.Moves moves) {
        Price price = Price.DEFAULT;
        if (lasts <= wait) {
            return price.violationMinute() * lasts;
        }
        double relieved = wait + moves.minutes(present, present + (int) Math.ceil(more));
        double rent = more * (Math.min(lasts, COUNTED) - wait + KEPT) / 60;
        return price.violationMinute() * Math.min(lasts, relieved) + 2 * price.scaling() + rent;
    }
}
