package io.slotwise.streams.decision.adaptive;

/**
 * What demand usually is at a time of day and week, in quarters of an hour, and whether knowing it has helped: both ways
 * of foretelling an hour ahead are kept score of, and only while the season's is better by a tenth is it used.
 *
 * @param day usual demand of each quarter of the day
 * @param days how many days each of them was seen, up to 255
 * @param week usual demand of each quarter of the week
 * @param weeks how many weeks each of them was seen, up to 255
 * @param sum demand summed over the present quarter of an hour
 * @param summed steps in {@code sum}
 * @param quarter which quarter of the week {@code sum} is of, or -1
 * @param demands demand of the last {@value #LAG} steps, by step number modulo {@value #LAG}
 * @param usuals what was usual at them, 0 where it was not known
 * @param errors how far off it was to foretell that demand stays as it is, faded sum of logarithms
 * @param seasonErrors how far off the season was
 * @param judged how many steps both were judged by
 */
record Season(
        Row day,
        Row days,
        Row week,
        Row weeks,
        double sum,
        int summed,
        int quarter,
        Row demands,
        Row usuals,
        double errors,
        double seasonErrors,
        int judged) {
    static final int LAG = 12;

    private static final int DAY = 96;
    private static final int WEEK = 7 * DAY;
    private static final int QUARTER_SECONDS = 900;
    private static final double FADE = 0.9995;
    private static final double LEAST_DAY_WEIGHT = 0.2;
    private static final double LEAST_WEEK_WEIGHT = 0.4;
    private static final double BETTER = 0.9;

    static final Season UNKNOWN = new Season(
            Row.of(DAY, 0),
            Row.of(DAY, 0),
            Row.of(WEEK, 0),
            Row.of(WEEK, 0),
            0,
            0,
            -1,
            Row.of(LAG, 0),
            Row.of(LAG, 0),
            0,
            0,
            0);

    /** Whether a day has passed in which the season foretold better than the present did. */
    boolean isTelling() {
        return judged > Steps.A_DAY && seasonErrors < BETTER * errors;
    }

    /** Usual demand at a step, percent of one core; 0 when that time of day was never seen. */
    double usual(long step) {
        int inDay = quarter(step) % DAY;
        if (days.at(inDay) == 0) {
            return 0;
        }
        float seen = weeks.at(quarter(step));
        return (day.at(inDay) + seen * week.at(quarter(step))) / (1 + seen);
    }

    Season learn(long step, double demand) {
        return judged(step, demand).remembered(step, demand).summedUp(step, demand);
    }

    private static int quarter(long step) {
        return Math.floorMod(Math.floorDiv(step * Steps.SECONDS, QUARTER_SECONDS), WEEK);
    }

    private Season judged(long step, double demand) {
        double before = demands.at(lag(step));
        double usualBefore = usuals.at(lag(step));
        double usualNow = usual(step);
        if (before <= 0 || usualBefore <= 0 || usualNow <= 0) {
            return this;
        }
        double rise = Math.log(demand / before);
        double usualRise = Math.log(usualNow / usualBefore);
        return new Season(
                day,
                days,
                week,
                weeks,
                sum,
                summed,
                quarter,
                demands,
                usuals,
                errors * FADE + Math.abs(rise),
                seasonErrors * FADE + Math.abs(rise - usualRise),
                judged + 1);
    }

    private static int lag(long step) {
        return Math.floorMod(step, LAG);
    }

    private Season remembered(long step, double demand) {
        return new Season(
                day,
                days,
                week,
                weeks,
                sum,
                summed,
                quarter,
                demands.with(lag(step), demand),
                usuals.with(lag(step), usual(step)),
                errors,
                seasonErrors,
                judged);
    }

    /** A gap: what was an hour ago is not known. */
    Season broken() {
        return new Season(
                day,
                days,
                week,
                weeks,
                sum,
                summed,
                quarter,
                Row.of(LAG, 0),
                Row.of(LAG, 0),
                errors,
                seasonErrors,
                judged);
    }

    private Season summedUp(long step, double demand) {
        int now = quarter(step);
        Season closed = quarter == now || summed == 0 ? this : closed();
        boolean goesOn = quarter == now;
        return new Season(
                closed.day,
                closed.days,
                closed.week,
                closed.weeks,
                goesOn ? sum + demand : demand,
                goesOn ? summed + 1 : 1,
                now,
                demands,
                usuals,
                errors,
                seasonErrors,
                judged);
    }

    private Season closed() {
        double mean = sum / summed;
        int inDay = quarter % DAY;
        return new Season(
                nearer(day, inDay, mean, Math.max(1.0 / (days.at(inDay) + 1), LEAST_DAY_WEIGHT)),
                days.with(inDay, Math.min(255, days.at(inDay) + 1)),
                nearer(week, quarter, mean, Math.max(1.0 / (weeks.at(quarter) + 1), LEAST_WEEK_WEIGHT)),
                weeks.with(quarter, Math.min(255, weeks.at(quarter) + 1)),
                sum,
                summed,
                quarter,
                demands,
                usuals,
                errors,
                seasonErrors,
                judged);
    }

    private static Row nearer(Row row, int index, double mean, double weight) {
        return row.with(index, row.at(index) + (mean - row.at(index)) * weight);
    }
}
