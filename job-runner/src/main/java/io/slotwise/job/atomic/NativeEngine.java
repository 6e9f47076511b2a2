package io.slotwise.job.atomic;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server's own way of moving slots between two nodes: one command begins, the server copies, and hands all slots over at
 * once. Until then the source owns them and serves them.
 */
public abstract class NativeEngine {
    private final Connections connections;

    NativeEngine(Connections connections) {
        this.connections = connections;
    }

    /**
     * The one that both ends of a route have; they are asked, with a question that changes nothing.
     *
     * @param silence how long an end may take to answer, shorter than a failover takes
     */
    public static Optional<NativeEngine> find(Connections connections, Route route, Duration silence)
            throws IOException {
        for (NativeEngine engine :
                List.of(new ValkeyEngine(connections, route), new RedisEngine(connections, route, silence))) {
            if (engine.isKnownTo(route.from()) && engine.isKnownTo(route.to())) {
                return Optional.of(engine);
            }
        }
        return Optional.empty();
    }

    /** The command that begins it, for sentences. */
    abstract String command();

    /** How much goes in one migration at most. */
    public abstract NativeBatch most();

    /** Those of the slots that must not go this way. */
    public abstract Set<Integer> barred(List<Integer> slots) throws IOException;

    /** Nodes that take one of its migrations at a time. */
    public abstract List<NodeRef> busy();

    /** Begins to move slots and names the migration. */
    abstract String begin(List<Integer> slots) throws IOException;

    /** How a migration stands; failed only when both ends have ended it. */
    abstract NativeTask task(String id) throws IOException;

    /** Ends a migration, unless it has ended; then the source owns its slots as before. */
    abstract void cancel(String id) throws IOException;

    /** Ends a migration from whichever end can be reached, as far as it can be. */
    void giveUp(String id) {
        tryTo(() -> cancel(id));
    }

    interface Attempt {
        void make() throws IOException;
    }

    /** The next look at the cluster tells what came of it. */
    static void tryTo(Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            return; // the node is away
        }
    }

    /** Whether slots stay with a replica of the source that has taken over meanwhile, whatever becomes of the job. */
    public abstract boolean noticesFailovers();

    /** Why the slots may soon have another owner than the source, if so; a migration that does not notice must end. */
    Optional<String> peril() {
        return Optional.empty();
    }

    /** A command that a node knows if it knows this engine. */
    abstract Command harmless();

    private boolean isKnownTo(NodeRef node) throws IOException {
        Reply answer = connections.talk(node.host(), node.port(), connection -> connection.ask(harmless()));
        return !(answer instanceof Reply.Failure);
    }

    /** Refused because another migration is under way, which is to be waited for; or refused at all. */
    final Reply begin(NodeRef node, Command command) throws IOException {
        try {
            return ask(node, command);
        } catch (RedisRefusal e) {
            if (e.says("already")) {
                throw new IOException(node.pod() + " is busy with another migration: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    final Reply ask(NodeRef node, Command command) throws IOException {
        return ask(node, List.of(command)).get(0);
    }

    final List<Reply> ask(NodeRef node, List<Command> commands) throws IOException {
        return connections.all(node.host(), node.port(), commands);
    }
}
