package io.slotwise.job.redis;

import io.slotwise.job.move.Engine;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Means;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.move.MoveWay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells with what a job would move slots: one master is asked what it can do. */
final class MeansReader {
    private static final Logger LOG = LoggerFactory.getLogger(MeansReader.class);
    private static final List<Command> QUESTIONS = List.of(
            Command.of("INFO", "server"),
            Command.of("CLUSTER", "GETSLOTMIGRATIONS"),
            Command.of("CLUSTER", "MIGRATION", "STATUS", "ID", "none"));

    private MeansReader() {}

    /** Empty when nobody owns slots or the one who was asked did not answer. */
    static Optional<Means> read(ClusterView view, Connections connections, MoveLimits limits) {
        return view.actives().stream().findFirst().flatMap(node -> read(node, connections, limits));
    }

    private static Optional<Means> read(LiveNode node, Connections connections, MoveLimits limits) {
        try {
            List<Reply> answers = connections.talk(node.ref().host(), node.ref().port(), it -> it.askAll(QUESTIONS));
            MoveWay way = way(answers, limits.engine());
            return Optional.of(new Means(
                    way,
                    objection(way, limits.engine()),
                    limits.pace().isProbed() ? MoveWay.DEFAULT_PACE : 1,
                    limits.pace().bandwidth().bytesPerSecond(),
                    Means.DEFAULT.secondsLeft()));
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("node", node.pod())
                    .addKeyValue("problem", Problems.words(e))
                    .log("It is not known how slots would go");
            return Optional.empty();
        }
    }

    private static MoveWay way(List<Reply> answers, Engine engine) throws IOException {
        if (engine.takesNative(true) && isKnown(answers.get(1))) {
            return MoveWay.NATIVE_VALKEY;
        }
        if (engine.takesNative(false) && isKnown(answers.get(2))) {
            return MoveWay.NATIVE_REDIS;
        }
        if (Lines.parse(answers.get(0).text()).text("server_name").equals("valkey")) {
            return MoveWay.MIGRATE_AND_WAIT;
        }
        return engine == Engine.MIGRATE ? MoveWay.MIGRATE : MoveWay.COPY;
    }

    private static Optional<String> objection(MoveWay way, Engine engine) {
        if (engine == Engine.NATIVE && !way.isNative()) {
            return Optional.of("--engine native cannot be: these servers know neither CLUSTER MIGRATESLOTS nor CLUSTER"
                    + " MIGRATION, or this user may not use it; leave --engine away");
        }
        return engine == Engine.COPY && way == MoveWay.MIGRATE_AND_WAIT
                ? Optional.of(
                        "--engine copy cannot be on Valkey, whose CLUSTER SETSLOT must not stand in a transaction;"
                                + " leave --engine away")
                : Optional.empty();
    }

    private static boolean isKnown(Reply answer) {
        return !(answer instanceof Reply.Failure);
    }
}
