package io.slotwise.job.resp;

/**
 * How a connection is opened.
 *
 * @param credentials how to be let in
 * @param transport what carries it
 * @param name what the server shows of it in CLIENT LIST; empty for none
 */
public record Access(Credentials credentials, Transport transport, String name) {
    /** In the clear. */
    public static Access nameless(Credentials credentials) {
        return nameless(credentials, Transport.PLAIN);
    }

    public static Access nameless(Credentials credentials, Transport transport) {
        return new Access(credentials, transport, "");
    }

    /** The same under another name. */
    public Access named(String shown) {
        return new Access(credentials, transport, shown);
    }
}
