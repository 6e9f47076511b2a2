package io.slotwise.job.redis;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replicas of a master that is gone, of which the one that has most takes over. */
final class Heirs {
    /** A replica that lost touch with its master for longer before the others did was not its copy any more. */
    private static final long SLACK_MILLIS = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String gone;
    private final Connections connections;

    Heirs(String gone, Connections connections) {
        this.gone = gone;
        this.connections = connections;
    }

    Applied takeOver(List<NodeRef> replicas, List<NodeRef> owners) throws IOException {
        Optional<NodeRef> heir = best(replicas, silence(replicas, owners));
        if (heir.isEmpty()) {
            return new Applied.Refused(sentence(replicas));
        }
        ask(heir.get(), Command.of("CLUSTER", "FAILOVER", "TAKEOVER"));
        for (NodeRef owner : owners) {
            for (int slot : opensTo(owner)) {
                whenItHasHeard(
                        owner, Command.setSlot(slot, "MIGRATING", heir.get().id()));
            }
        }
        for (NodeRef replica : replicas) {
            if (!replica.equals(heir.get())) {
                whenItHasHeard(
                        replica, Command.of("CLUSTER", "REPLICATE", heir.get().id()));
            }
        }
        return Applied.OK;
    }

    /**
     * The one that has most of those that were in touch; or one that has more of the same stream, which has all that this one
     * has. A replica that stood still and has just woken looks as if it had been in touch last.
     */
    private Optional<NodeRef> best(List<NodeRef> replicas, long silentMillis) throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (NodeRef replica : replicas) {
            Lines info =
                    Lines.parse(ask(replica, Command.of("INFO", "replication")).text());
            if (isCopy(info)) {
                copies.add(new Copy(replica, info));
            }
        }
        return most(copies, copy -> wasInTouch(copy.info(), silentMillis))
                .flatMap(heir -> most(copies, copy -> copy.stream().equals(heir.stream())))
                .map(Copy::node);
    }

    /** A replica, and what it says of replication. */
    private record Copy(NodeRef node, Lines info) {
        String stream() {
            return info.text("master_replid");
        }

        long offset() {
            return info.number("slave_repl_offset");
        }
    }

    private static Optional<Copy> most(List<Copy> copies, Predicate<Copy> which) {
        return copies.stream().filter(which).max(Comparator.comparingLong(Copy::offset));
    }

    private static boolean isCopy(Lines info) {
        return info.text("role").equals("slave")
                && info.number("slave_repl_offset") > 0
                && info.number("master_sync_in_progress") == 0;
    }

    /** Whether replication ended when the master did. */
    private static boolean wasInTouch(Lines info, long silentMillis) {
        if (info.text("master_link_status").equals("up")) {
            return true;
        }
        String down = info.text("master_link_down_since_seconds"); // -1 when there never was a link
        return !down.startsWith("-")
                && info.number("master_link_down_since_seconds") * 1000 <= silentMillis + SLACK_MILLIS;
    }

    /**
     * How long ago anybody last heard of the master that is gone, in milliseconds; 0 when nobody remembers. A replica that the
     * network cut off from it heard nothing more of it either, so its own word is not enough.
     */
    private long silence(List<NodeRef> replicas, List<NodeRef> owners) throws IOException {
        List<Long> silences = new ArrayList<>();
        for (NodeRef witness : Stream.concat(replicas.stream(), owners.stream()).toList()) {
            long heard = NodeTable.heard(table(witness), gone).orElse(0);
            if (heard > 0) {
                silences.add(clock(witness) - heard);
            }
        }
        return silences.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** In milliseconds. */
    private long clock(NodeRef node) throws IOException {
        return Lines.parse(ask(node, Command.of("INFO", "server")).text()).number("server_time_usec") / 1000;
    }

    private List<Integer> opensTo(NodeRef owner) throws IOException {
        return NodeTable.parse(table(owner)).myself().migrating().entrySet().stream()
                .filter(entry -> entry.getValue().equals(gone))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String table(NodeRef node) throws IOException {
        return ask(node, Command.of("CLUSTER", "NODES")).text();
    }

    /** Refused until news of the new master have come. */
    private void whenItHasHeard(NodeRef node, Command command) throws IOException {
        try {
            connections.allSoon(node.host(), node.port(), List.of(command), PATIENCE, refusal -> true);
        } catch (RedisRefusal e) {
            throw new IOException(node.pod() + ": " + e.getMessage(), e);
        }
    }

    private Reply ask(NodeRef node, Command command) throws IOException {
        return connections.all(node.host(), node.port(), List.of(command)).get(0);
    }

    private String sentence(List<NodeRef> replicas) {
        String names = replicas.stream().map(NodeRef::pod).collect(Collectors.joining(", "));
        return "node " + gone + " is gone with slots on their way to it, and its replica (" + names
                + ") was not in touch with it at the end, so its data may exist nowhere else; bring it back, or, if what"
                + " that replica lacks may be lost, say CLUSTER FAILOVER TAKEOVER to it and run heal again";
    }
}
