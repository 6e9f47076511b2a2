package io.slotwise.standalone.console;

/**
 * How the console stands with Kafka.
 *
 * @param kind how far it is
 * @param detail for people: what is waited for, or empty
 */
record FeedStatus(Kind kind, String detail) {
    static final FeedStatus LIVE = new FeedStatus(Kind.LIVE, "");

    enum Kind {
        /** Kafka does not answer, or did not yet. */
        UNREACHABLE,
        /** The past is still being read. */
        CATCHING_UP,
        /** All there is has been read. */
        LIVE
    }
}
