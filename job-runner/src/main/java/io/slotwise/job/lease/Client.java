package io.slotwise.job.lease;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection as CLIENT LIST shows it.
 *
 * @param id rises with each connection of the server
 * @param name its name, or empty
 * @param ageSeconds since it was opened
 * @param idleSeconds since it last said something
 */
record Client(long id, String name, long ageSeconds, long idleSeconds) {
    static List<Client> parse(String list) {
        return list.lines().filter(line -> !line.isBlank()).map(Client::line).toList();
    }

    private static Client line(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.split(" ", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return new Client(
                number(fields, "id"), fields.getOrDefault("name", ""), number(fields, "age"), number(fields, "idle"));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
