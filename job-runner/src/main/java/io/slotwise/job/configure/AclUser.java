package io.slotwise.job.configure;

import io.slotwise.job.resp.Command;
import java.util.List;

/**
 * One user of an ACL file. Its rules hold hashes of passwords, so only its name is ever shown.
 *
 * @param name the user
 * @param rules all that holds for the user
 */
public record AclUser(String name, List<String> rules) {
    private static final String WORD = "user";

    public AclUser {
        rules = List.copyOf(rules);
    }

    /**
     * Reads {@code user NAME RULE …}.
     *
     * @throws IllegalArgumentException when the line is not so; it says nothing of the line
     */
    static AclUser line(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.size() < 2 || !words.get(0).equals(WORD)) {
            throw new IllegalArgumentException("a line does not read 'user NAME RULE …'");
        }
        return new AclUser(words.get(1), words.subList(2, words.size()));
    }

    /** All rules at once, from none: the server takes them over together, and connections stay. */
    Command command() {
        return Command.of("ACL", "SETUSER", name, "reset").with(rules.toArray());
    }

    @Override
    public String toString() {
        return name;
    }
}
