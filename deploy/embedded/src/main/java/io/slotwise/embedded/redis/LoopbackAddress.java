package io.slotwise.embedded.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses of the loopback network, one for each node, so that every Redis listens on its usual port as a pod does.
 * Linux answers on all of 127.0.0.0/8; on macOS they must be added first ({@code ifconfig lo0 alias}).
 */
public final class LoopbackAddress {
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    private static final int ATTEMPTS = 500;

    private LoopbackAddress() {}

    /**
     * An address on which all of {@code ports} are free; it is this process' own until {@link #release}.
     *
     * @throws IllegalStateException when none is to be had
     */
    public static String acquire(int... ports) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String address =
                    "127." + random.nextInt(64, 128) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
            if (TAKEN.add(address)) {
                if (free(address, ports)) {
                    return address;
                }
                TAKEN.remove(address);
            }
        }
        throw new IllegalStateException("no address of 127.64.0.0/10 is free on this system; on macOS add some with"
                + " 'sudo ifconfig lo0 alias 127.64.0.1' and so on");
    }

    public static void release(String address) {
        TAKEN.remove(address);
    }

    private static boolean free(String address, int... ports) {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
