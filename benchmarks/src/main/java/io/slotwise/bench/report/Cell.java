package io.slotwise.bench.report;

import java.util.Optional;

/**
 * Slotwise against one opponent in one scene. The counts of errors and losses are those of Slotwise; each side has its own.
 *
 * @param server name and version
 * @param data such as {@code 1M x 100 B}
 * @param load such as {@code 2000 op/s}
 * @param against such as {@code redis-cli pipeline 10}
 * @param pace {@code default} or {@code fast}
 * @param sources how many masters give slots
 * @param slots how many move
 * @param pairs runs of each side
 * @param wallRatio the opponent's wall time by ours: more than 1 is faster than it
 * @param p99Ratio our client's p99 by the opponent's: less than 1 is gentler; none without a client
 */
public record Cell(
        String server,
        String data,
        String load,
        String against,
        String pace,
        int sources,
        int slots,
        int pairs,
        double wallRatio,
        Optional<Double> p99Ratio,
        long clientErrors,
        long lostWrites,
        long wrongValues,
        long lostTtls,
        long missingKeys,
        Side slotwise,
        Side opponent) {
    private static final double MOST_SPREAD = 1.5;

    /**
     * What the two sides are compared in.
     *
     * @param server name and version
     * @param data such as {@code 1M x 100 B}
     * @param load such as {@code 2000 op/s}
     * @param sources how many masters give slots
     * @param slots how many move
     */
    public record Setting(String server, String data, String load, int sources, int slots) {}

    /** Compares. */
    public static Cell of(Setting setting, String against, String pace, Side ours, Side theirs) {
        return new Cell(
                setting.server(),
                setting.data(),
                setting.load(),
                against,
                pace,
                setting.sources(),
                setting.slots(),
                ours.runs().size(),
                Statistics.rounded(theirs.wallSeconds() / ours.wallSeconds()),
                ours.p99().flatMap(p99 -> theirs.p99().map(other -> Statistics.rounded(p99 / other))),
                ours.clientErrors(),
                ours.lostWrites(),
                ours.wrongValues(),
                ours.lostTtls(),
                ours.missingKeys(),
                ours,
                theirs);
    }

    /** Whether runs of one mover differ so much that the machine must have been busy with something else. */
    public boolean isDoubtful() {
        return Math.max(slotwise.spread(), opponent.spread()) > MOST_SPREAD;
    }

    /** Whether our side lost nothing and its client saw no error. */
    public boolean isFlawless() {
        return slotwise.isFlawless();
    }
}
