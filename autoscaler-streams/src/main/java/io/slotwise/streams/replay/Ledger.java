package io.slotwise.streams.replay;

import java.util.Arrays;

/** Counts, tick by tick, what a run costs. */
final class Ledger {
    private static final double FLAP_SECONDS = 3600;

    private final double tickSeconds;
    private long billed;
    private long violated;
    private int scalings;
    private int flaps;
    private double moved;
    private int lastBegan;
    private int lastDirection;
    private int[] episodes = new int[16];
    private int ended;
    private int sinceTick = -1;

    Ledger(double tickSeconds) {
        this.tickSeconds = tickSeconds;
    }

    void bill(int masters) {
        billed += masters;
    }

    void violation(int tick) {
        violated++;
        if (sinceTick < 0) {
            sinceTick = tick;
        }
    }

    void relieved(int tick) {
        if (sinceTick >= 0) {
            if (ended == episodes.length) {
                episodes = Arrays.copyOf(episodes, 2 * ended);
            }
            episodes[ended++] = tick - sinceTick;
            sinceTick = -1;
        }
    }

    void scaling(int tick, int from, int to, double bytes) {
        int direction = Integer.signum(to - from);
        if (scalings > 0 && direction != lastDirection && (tick - lastBegan) * tickSeconds <= FLAP_SECONDS) {
            flaps++;
        }
        scalings++;
        moved += bytes;
        lastBegan = tick;
        lastDirection = direction;
    }

    Score score(int ticks, Price price) {
        relieved(ticks);
        double minutes = violated * tickSeconds / 60;
        double hours = billed * tickSeconds / 3600;
        return new Score(
                minutes, hours, scalings, flaps, Math.round(moved), price.cost(hours, minutes, scalings), relief());
    }

    private Score.Relief relief() {
        if (ended == 0) {
            return new Score.Relief(0, 0, 0);
        }
        int[] sorted = Arrays.copyOf(episodes, ended);
        Arrays.sort(sorted);
        double median = (sorted[(ended - 1) / 2] + sorted[ended / 2]) / 2.0;
        return new Score.Relief(ended, median * tickSeconds, sorted[ended - 1] * tickSeconds);
    }
}
