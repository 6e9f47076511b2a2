package io.slotwise.job;

import io.lettuce.core.cluster.SlotHash;
import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A cluster client that says a command over and over until it has an answer which counts: one that as many replicas have
 * taken as are asked for. Commands must bear being carried out twice.
 */
final class LedgerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Connections connections = new Connections(Credentials.NONE);
    private final List<Address> seeds;
    private final int replicas;
    private final Map<Integer, InetSocketAddress> owners = new HashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int nextSeed;

    LedgerClient(List<Address> seeds, int replicas) {
        this.seeds = List.copyOf(seeds);
        this.replicas = replicas;
    }

    /** Errors other than redirections, which a client of a healthy cluster never sees. */
    List<String> troubles() {
        return troubles;
    }

    Reply say(String key, Command command) {
        int slot = SlotHash.getSlot(key);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            InetSocketAddress node = owners.computeIfAbsent(slot, any -> anyNode());
            try {
                Reply reply = follow(slot, node, command);
                if (!(reply instanceof Reply.Failure)) {
                    return reply;
                }
            } catch (IOException e) {
                trouble(node + ": " + e);
                owners.remove(slot);
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IllegalStateException("no answer to " + command + " in " + PATIENCE.toSeconds() + " s: " + troubles);
    }

    /** The answer, or the failure that stands for "again". */
    private Reply follow(int slot, InetSocketAddress node, Command command) throws IOException {
        Reply reply = say(node, List.of(command));
        if (!(reply instanceof Reply.Failure failure)) {
            return reply;
        }
        String[] words = failure.message().split(" ", -1);
        switch (words[0]) {
            case "MOVED" -> owners.put(slot, address(words[2]));
            case "ASK" -> {
                return say(address(words[2]), command.asking());
            }
            case "TRYAGAIN", "UNREPLICATED" -> LockSupport.parkNanos(1_000_000);
            default -> {
                trouble(failure.message());
                owners.remove(slot);
                LockSupport.parkNanos(20_000_000);
            }
        }
        return reply;
    }

    /** The last command's answer; one that too few replicas have is as good as none. */
    private Reply say(InetSocketAddress node, List<Command> commands) throws IOException {
        List<Command> all = new ArrayList<>(commands);
        if (replicas > 0) {
            all.add(Command.of("WAIT", replicas, 200));
        }
        List<Reply> replies =
                connections.talk(node.getHostString(), node.getPort(), connection -> connection.askAll(all));
        Reply reply = replies.get(commands.size() - 1);
        if (reply instanceof Reply.Failure || replicas == 0) {
            return reply;
        }
        Reply taken = replies.get(commands.size());
        return taken instanceof Reply.Count count && count.value() >= replicas
                ? reply
                : new Reply.Failure("UNREPLICATED");
    }

    private void trouble(String what) {
        if (troubles.size() < 100) {
            troubles.add(what);
        }
    }

    private InetSocketAddress anyNode() {
        Address seed = seeds.get(nextSeed++ % seeds.size());
        return new InetSocketAddress(seed.host(), seed.port());
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public void close() {
        connections.close();
    }
}
