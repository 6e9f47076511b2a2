package io.slotwise.job.resp;

/**
 * How a connection is opened.
 *
 * @param credentials how to be let in
 * @param name what the server shows of it in CLIENT LIST; empty for none
 */
public record Access(Credentials credentials, String name) {
    public static Access nameless(Credentials credentials) {
        return new Access(credentials, "");
    }
}
