package io.slotwise.job.plan;

/**
 * A Redis node as steps name it.
 *
 * @param pod the name it was given on the command line
 * @param id its cluster node id, 40 hexadecimal digits
 * @param host the address at which it was reached, resolved
 * @param port client port
 */
public record NodeRef(String pod, String id, String host, int port) {
    /** {@code host:port}, an IPv6 address in brackets. */
    public String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** For sentences: the pod with the beginning of its node id. */
    @Override
    public String toString() {
        return pod + " (" + id.substring(0, Math.min(8, id.length())) + ")";
    }
}
