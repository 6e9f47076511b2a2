package io.slotwise.job.redis;

/**
 * A node as it is named on the command line.
 *
 * @param pod the name to speak of it; its address when it was given none
 * @param host name or address
 * @param port client port
 */
public record Address(String pod, String host, int port) {
    /**
     * Reads {@code POD=HOST:PORT} or {@code HOST:PORT}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException with a sentence when the text is neither
     */
    public static Address parse(String text) {
        int equals = text.indexOf('=');
        String address = text.substring(equals + 1);
        int colon = address.lastIndexOf(':');
        if (equals == 0 || colon < 1) {
            throw new IllegalArgumentException("a node is written POD=HOST:PORT, not '" + text + "'");
        }
        String host = address.substring(0, colon);
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new Address(equals < 0 ? address : text.substring(0, equals), bare, port(address, colon, text));
    }

    private static int port(String address, int colon, String text) {
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' names no port", e);
        }
        throw new IllegalArgumentException("the port of '" + text + "' is not from 1 to 65535");
    }
}
