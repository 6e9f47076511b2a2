package io.slotwise.job.configure;

import io.slotwise.job.resp.Command;

/**
 * One setting of {@code redis.conf}. Only its name is ever shown, as the value may be a password.
 *
 * @param name such as {@code maxmemory}
 * @param value what stands behind the name, without quotes round all of it; may be empty
 */
public record Setting(String name, String value) {
    public Setting {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a setting");
        }
    }

    /**
     * Reads {@code NAME=VALUE}.
     *
     * @throws IllegalArgumentException with a sentence when the text is not so
     */
    public static Setting assigned(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a setting is written NAME=VALUE");
        }
        return new Setting(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Reads a line of {@code redis.conf}. */
    static Setting line(String line) {
        int space = line.indexOf(' ');
        String value = space < 0 ? "" : line.substring(space + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return new Setting(
                space < 0 ? line : line.substring(0, space), quoted ? value.substring(1, value.length() - 1) : value);
    }

    Command command() {
        return Command.of("CONFIG", "SET", name, value);
    }

    @Override
    public String toString() {
        return name;
    }
}
