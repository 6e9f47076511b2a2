package io.slotwise.job.lease;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A connection as CLIENT LIST shows it.
 *
 * @param id rises with each connection of the server
 * @param address from where it comes, without the port
 * @param command the last that it said, or NULL
 * @param name its name, or empty
 * @param ageSeconds since it was opened
 * @param idleSeconds since it last said something
 */
record Client(long id, String address, String command, String name, long ageSeconds, long idleSeconds) {
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
                number(fields, "id"),
                host(fields.getOrDefault("addr", "")),
                fields.getOrDefault("cmd", ""),
                fields.getOrDefault("name", ""),
                number(fields, "age"),
                number(fields, "idle"));
    }

    /** Whether it is a node that carries keys here with MIGRATE, or may be about to when it comes from one of these. */
    boolean migrates(Set<String> nodes) {
        return command.equals("restore-asking")
                || (nodes.contains(address)
                        && name.isEmpty()
                        && Set.of("NULL", "auth", "select").contains(command));
    }

    /** IPv6 addresses stand in brackets. */
    private static String host(String address) {
        String host = address.substring(0, Math.max(0, address.lastIndexOf(':')));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
