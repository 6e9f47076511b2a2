package io.slotwise.streams.decision;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a cluster's scalings cost and brought, and the load that may ask for the next.
 *
 * @param scalings those of the last 24 hours, oldest first
 * @param trial the last scale-out, whose effect was not seen yet
 * @param futile the last scale-out that brought no relief
 * @param growth how fast the cluster's memory grows
 * @param excess the load above {@code cpuThreshold} that lasts
 */
public record Ledger(
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Entry> scalings,
        Optional<Entry> trial,
        Optional<Futile> futile,
        Optional<Growth> growth,
        Optional<Excess> excess) {
    public static final Ledger EMPTY = new Ledger();
    public static final Duration DAY = Duration.ofDays(1);

    private static final Duration FLAP = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** With so many reversals in a day none is risked any more: a scale-in waits until it is none. */
    private static final int TOO_MANY = 6;

    private static final Duration NO_REVERSAL = FLAP.plusMinutes(1);

    /** The least part of the predicted relief that counts as such. */
    private static final double LEAST_RELIEF = 0.25;

    /** How far a share may be from another one, as part of it, to be the same shape. */
    private static final double SAME_SHAPE = 0.2;

    /**
     * One scaling.
     *
     * @param at when its intent was made
     * @param rule the rule that fired
     * @param from masters before
     * @param to masters after
     * @param bytes what it was thought to move
     * @param share what part of the whole load the hottest master had, 0 to 1
     */
    public record Entry(Instant at, Reason rule, int from, int to, long bytes, double share) {
        boolean undoes(Entry before) {
            return (to > from) != (before.to > before.from) && at.isBefore(before.at.plus(FLAP));
        }
    }

    /**
     * A scale-out that brought no relief.
     *
     * @param at when that was seen
     * @param share what part of the whole load the hottest master had after it, 0 to 1
     */
    public record Futile(Instant at, Reason rule, double share) {}

    public Ledger() {
        this(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Ledger {
        scalings = List.copyOf(scalings);
    }

    /** After a scaling has begun. */
    Ledger scaled(Entry entry) {
        List<Entry> recent = Stream.concat(scalings.stream(), Stream.of(entry))
                .filter(each -> each.at().isAfter(entry.at().minus(DAY)))
                .toList();
        return new Ledger(recent, Optional.of(entry).filter(each -> each.to() > each.from()), futile, growth, excess);
    }

    /** As if it had been scaled: its cost counts, and no effect is to be seen. */
    Ledger supposed(Entry entry) {
        return new Ledger(scaled(entry).scalings(), Optional.empty(), Optional.empty(), growth, excess);
    }

    /** After somebody else has changed the number of masters: what was seen before says nothing of now. */
    Ledger disturbed() {
        return trial.isEmpty() && futile.isEmpty()
                ? this
                : new Ledger(scalings, Optional.empty(), Optional.empty(), growth, excess);
    }

    /**
     * After a sample that was fit to be judged: the effect of the last scale-out is seen, growth is measured, and
     * a load above the threshold followed.
     */
    Ledger after(Situation s) {
        Optional<Growth> grown = Growth.after(growth, s);
        Optional<Excess> lasting = Excess.after(excess, s);
        Optional<Entry> seen = trial.filter(entry -> entry.to() == s.masters().size());
        if (seen.isEmpty()) {
            return grown.equals(growth) && lasting.equals(excess)
                    ? this
                    : new Ledger(scalings, trial, futile, grown, lasting);
        }
        Entry entry = seen.get();
        double share = Share.ofHottest(s, entry.rule());
        double predicted = entry.share() * entry.from() / entry.to();
        boolean helped = entry.share() - share >= LEAST_RELIEF * (entry.share() - predicted);
        Optional<Futile> outcome = helped ? Optional.empty() : Optional.of(new Futile(s.at(), entry.rule(), share));
        return new Ledger(scalings, Optional.empty(), outcome, grown, lasting);
    }

    /** The scale-out that brought no relief, when the load still has the shape that it had after it. */
    Optional<Futile> stillFutile(Situation s, Reason rule) {
        return futile.filter(entry -> entry.rule() == rule
                && Math.abs(Share.ofHottest(s, rule) - entry.share()) <= SAME_SHAPE * entry.share());
    }

    /** How often in the 24 hours before {@code at} a scaling was undone within an hour by the next one. */
    int reversals(Instant at) {
        List<Entry> recent = within(at);
        return (int) IntStream.range(1, recent.size())
                .filter(i -> recent.get(i).undoes(recent.get(i - 1)))
                .count();
    }

    /**
     * Until when no master should be taken away, since that did not last of late: a little for each reversal, or the hour
     * after which it is none. What lies between is paid for in masters, and reversed all the same.
     */
    Optional<Instant> steadyAt(Instant at) {
        int reversals = reversals(at);
        if (reversals == 0) {
            return Optional.empty();
        }
        Duration wait = reversals < TOO_MANY ? PATIENCE.multipliedBy(reversals) : NO_REVERSAL;
        return Optional.of(scalings.get(scalings.size() - 1).at().plus(wait));
    }

    /** The scalings in the 24 hours before {@code at}, oldest first. */
    List<Entry> within(Instant at) {
        return scalings.stream()
                .filter(entry -> entry.at().isAfter(at.minus(DAY)))
                .toList();
    }
}
