package io.slotwise.streams.decision.adaptive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The cheapest number of masters for each number there may be and each demand, step by step for some hours to come.
 */
final class Table {
    static final Table NONE = new Table(Scale.FIXED, Long.MIN_VALUE, 0, 0, 0, 0, new byte[0]);

    /** What demand is counted against. */
    enum Scale {
        /** A full core. */
        FIXED,
        /** What is usual at the time of day and week. */
        SEASON
    }

    private final Scale scale;
    private final long from;
    private final int least;
    private final int masters;
    private final int firstBin;
    private final int bins;
    private final byte[] wanted;

    /**
     * @param scale what demand is counted against
     * @param from the step of the first layer
     * @param least the smallest number of masters
     * @param masters how many numbers of masters there are
     * @param firstBin the lowest bin
     * @param bins how many bins there are
     * @param wanted masters by step, number of masters and bin; one layer when all steps are the same
     */
    @JsonCreator
    Table(
            @JsonProperty("scale") Scale scale,
            @JsonProperty("from") long from,
            @JsonProperty("least") int least,
            @JsonProperty("masters") int masters,
            @JsonProperty("firstBin") int firstBin,
            @JsonProperty("bins") int bins,
            @JsonProperty("wanted") byte[] wanted) {
        this.scale = scale;
        this.from = from;
        this.least = least;
        this.masters = masters;
        this.firstBin = firstBin;
        this.bins = bins;
        this.wanted = wanted;
    }

    Scale scale() {
        return scale;
    }

    /** The cheapest number of masters; absent when the table does not reach there. */
    OptionalInt wanted(long step, int present, int bin) {
        int layer = layers() == 1 ? 0 : (int) Math.min(Integer.MAX_VALUE, step - from);
        if (layer < 0 || layer >= layers() || present < least) {
            return OptionalInt.empty();
        }
        int row = Math.min(present, least + masters - 1) - least;
        int column = Math.max(0, Math.min(bins - 1, bin - firstBin));
        return OptionalInt.of(wanted[(layer * masters + row) * bins + column]);
    }

    private int layers() {
        return wanted.length == 0 ? 0 : wanted.length / (masters * bins);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table that
                && scale == that.scale
                && from == that.from
                && least == that.least
                && firstBin == that.firstBin
                && Arrays.equals(wanted, that.wanted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wanted);
    }

    @Override
    public String toString() {
        return layers() + " layers from step " + from + ", " + masters + " rows, " + bins + " bins";
    }
}
