package io.slotwise.job.plan;

/**
 * Where a node's data come from: a stream of changes, of which it has all up to an offset. A master begins a stream of its own
 * where the one that it followed as a replica ended for it.
 *
 * @param stream {@code master_replid}; empty when it is not known
 * @param offset how far it is
 * @param former the stream that it followed before ({@code master_replid2}); empty when there is none
 * @param formerEnd the first offset that is not of the former one any more ({@code second_repl_offset})
 */
public record History(String stream, long offset, String former, long formerEnd) {
    public static final History UNKNOWN = new History("", 0, "", 0);

    /** Whether all that another has ever got is a part of this. */
    boolean includes(History other) {
        return !other.stream.isEmpty()
                && ((other.stream.equals(stream) && other.offset <= offset)
                        || (other.stream.equals(former) && other.offset < formerEnd));
    }
}
