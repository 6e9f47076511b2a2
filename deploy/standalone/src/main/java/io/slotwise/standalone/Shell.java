package io.slotwise.standalone;

import java.util.regex.Pattern;

/** Words as a person can paste them into a shell. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Shell() {}

    /** The text itself where a shell takes it as it is, else quoted. */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
