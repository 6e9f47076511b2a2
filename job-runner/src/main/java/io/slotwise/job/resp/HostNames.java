package io.slotwise.job.resp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The host names under which nodes have proved who they are. Jobs speak of a node by its resolved address, so that a step
 * reaches the node that was looked at; its certificate may be for its name alone.
 */
final class HostNames {
    private final Map<InetSocketAddress, String> proved = new ConcurrentHashMap<>();

    /** The name to check: the one asked for, or for a bare address the one last proved there, or the address. */
    String of(InetSocketAddress address) {
        String asked = address.getHostString();
        return asked.equals(address.getAddress().getHostAddress()) ? proved.getOrDefault(address, asked) : asked;
    }

    void keep(InetSocketAddress address, String name) {
        proved.put(address, name);
    }
}
