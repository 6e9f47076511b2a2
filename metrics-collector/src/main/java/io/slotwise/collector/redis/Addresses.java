package io.slotwise.collector.redis;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Host names to addresses, on threads of its own: a name server that hangs would otherwise stop the threads that serve all
 * other nodes.
 */
final class Addresses implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "collector-resolver");
        thread.setDaemon(true);
        return thread;
    });

    CompletableFuture<String> resolve(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)
                ? CompletableFuture.completedFuture(host)
                : CompletableFuture.supplyAsync(() -> lookUp(host), threads);
    }

    private static String lookUp(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException noSuchHost) {
            throw new CompletionException(new UnknownHostException("there is no host " + host));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
