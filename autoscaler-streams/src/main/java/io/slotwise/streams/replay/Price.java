package io.slotwise.streams.replay;

import java.util.Locale;

/**
 * What each evil costs, so that policies can be compared by one number.
 *
 * @param masterHour one master for one hour
 * @param violationMinute one minute in which the hottest master is at its limit
 * @param scaling one change of the number of masters
 */
public record Price(double masterHour, double violationMinute, double scaling) {
    public static final Price DEFAULT = new Price(1, 0.5, 0.25);

    public Price {
        require("mh", masterHour);
        require("violation", violationMinute);
        require("scaling", scaling);
    }

    private static void require(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("the price " + what + " must be a number of at least 0 but is " + value);
        }
    }

    /**
     * Reads {@code mh=1,violation=0.5,scaling=0.25}; what is left out has its default.
     *
     * @throws IllegalArgumentException that says which part is wrong
     */
    public static Price parse(String text) {
        Price price = DEFAULT;
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "a price is written mh=1,violation=0.5,scaling=0.25, not '" + text + "'");
            }
            price = price.with(
                    part.substring(0, equals).strip(),
                    number(part.substring(equals + 1).strip()));
        }
        return price;
    }

    private Price with(String what, double value) {
        return switch (what) {
            case "mh" -> new Price(value, violationMinute, scaling);
            case "violation" -> new Price(masterHour, value, scaling);
            case "scaling" -> new Price(masterHour, violationMinute, value);
            default ->
                throw new IllegalArgumentException("a price has mh, violation and scaling, but not '" + what + "'");
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a price is a number, not '" + text + "'", e);
        }
    }

    /** This price with the violation minute so many times as dear. */
    public Price violationTimes(double factor) {
        return new Price(masterHour, violationMinute * factor, scaling);
    }

    double cost(double masterHours, double violationMinutes, int scalings) {
        return masterHours * masterHour + violationMinutes * violationMinute + scalings * scaling;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mh=%s,violation=%s,scaling=%s", masterHour, violationMinute, scaling);
    }
}
