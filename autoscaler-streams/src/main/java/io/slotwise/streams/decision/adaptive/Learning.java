package io.slotwise.streams.decision.adaptive;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was learned of one cluster's demand, and the {@link Table} that follows from it. Demand is the hottest master's CPU
 * times the number of masters, percent of one core: what the masters would have to carry if all were as hot. It is looked
 * at once in five minutes; the table is made anew every few hours.
 *
 * @param last the step that was learned last
 * @param steps how many steps were learned
 * @param fixed demand against a full core
 * @param seasonal demand against the usual
 * @param season what is usual
 * @param table what to do
 * @param solveAt the step from which on the table is made anew
 * @param solvedFor the least and the most masters that the table holds for
 */
public record Learning(
        OptionalLong last,
        long steps,
        Chain fixed,
        Chain seasonal,
        Season season,
        Table table,
        long solveAt,
        String solvedFor) {
    public static final Learning NOTHING =
            new Learning(OptionalLong.empty(), 0, Chain.NEW, Chain.NEW, Season.UNKNOWN, Table.NONE, Long.MIN_VALUE, "");

    /** No table is made before an hour was seen. */
    private static final int ENOUGH = 12;

    private static final int EARLY_LIFE = 6;
    private static final int LIFE = 48;
    private static final double FULL_CORE = 100;

    /**
     * Takes in the demand of a sample.
     *
     * @param bounds between how many masters to choose
     * @return what is known then; empty when its step was learned already
     */
    public Optional<Learning> learn(Instant at, double demand, Bounds bounds) {
        long step = Steps.of(at);
        if (last.isPresent() && last.getAsLong() >= step) {
            return Optional.empty();
        }
        boolean goesOn = last.isPresent() && last.getAsLong() == step - 1;
        Learning whole = goesOn || last.isEmpty() ? this : broken();
        return Optional.of(whole.took(step, Math.max(demand, 1)).solved(step, bounds));
    }

    private Learning broken() {
        return new Learning(last, steps, fixed.broken(), seasonal.broken(), season.broken(), table, solveAt, solvedFor);
    }

    private Learning took(long step, double demand) {
        double usual = season.usual(step);
        return new Learning(
                OptionalLong.of(step),
                steps + 1,
                fixed.next(bin(demand, FULL_CORE)),
                usual > 0 ? seasonal.next(bin(demand, usual)) : seasonal.broken(),
                season.learn(step, demand),
                table,
                solveAt,
                solvedFor);
    }

    private static int bin(double demand, double usual) {
        return Bins.of(Math.max(demand, FULL_CORE) / usual);
    }

    private Learning solved(long step, Bounds bounds) {
        String forWhat = bounds.least() + "/" + bounds.most();
        if (steps < ENOUGH || (step < solveAt && forWhat.equals(solvedFor))) {
            return this;
        }
        long next = step + (steps < Steps.A_DAY ? EARLY_LIFE : LIFE);
        return new Learning(last, steps, fixed, seasonal, season, solve(step, bounds), next, forWhat);
    }

    private Table solve(long step, Bounds bounds) {
        boolean telling = season.isTelling();
        double[] usual = new double[Solver.AHEAD];
        Arrays.fill(usual, FULL_CORE);
        if (telling) {
            Arrays.setAll(usual, ahead -> Math.max(1, season.usual(step + ahead)));
        }
        Kernel kernel = Kernel.of((telling ? seasonal : fixed).transitions());
        double highest = Arrays.stream(usual).max().orElse(FULL_CORE) * Bins.ratio(kernel.first() + kernel.size() - 1);
        int needed = (int) Math.ceil(highest / Price.DEFAULT.violation()) + 1;
        int most = Math.max(bounds.least(), Math.min(Math.min(bounds.most(), needed), Byte.MAX_VALUE));
        return new Solver(kernel, new Bounds(bounds.least(), most, bounds.moves()), Price.DEFAULT)
                .solve(telling ? Table.Scale.SEASON : Table.Scale.FIXED, step, usual, telling ? LIFE + EARLY_LIFE : 1);
    }

    /** The cheapest number of masters in the long run; absent as long as too little is known. */
    public OptionalInt wanted(Instant at, int present, double demand) {
        long step = Steps.of(at);
        double usual = table.scale() == Table.Scale.SEASON ? season.usual(step) : FULL_CORE;
        return usual > 0 ? table.wanted(step, present, bin(demand, usual)) : OptionalInt.empty();
    }

    /**
     * Demand to be expected {@code minutes} later if it goes as it usually does at this time, percent of one core; the
     * present one while the season tells nothing.
     */
    public double expected(Instant at, double demand, double minutes) {
        long step = Steps.of(at);
        double now = season.usual(step);
        double then = season.usual(step + (long) Math.ceil(minutes / Steps.MINUTES));
        return table.scale() == Table.Scale.SEASON && now > 0 && then > 0 ? demand * then / now : demand;
    }

    /** Whether the time of day and week is made use of. */
    public boolean isSeasonal() {
        return table.scale() == Table.Scale.SEASON;
    }

    /** For how long demand was looked at, minutes. */
    public long minutes() {
        return steps * Steps.MINUTES;
    }
}
