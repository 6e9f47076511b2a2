package io.slotwise.standalone;

import io.slotwise.bench.cluster.BenchCluster;
import io.slotwise.bench.cluster.Member;
import io.slotwise.bench.cluster.Servers;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.job.JobCommand;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code slotwise rehearse}: a whole move between servers of its own, so that the JVM which is told to keep its classes has
 * met all that a job needs. A job that is to fail soon would leave out what moves slots.
 */
@Command(
        name = "rehearse",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Moves slots there and back between servers of its own, for java -XX:ArchiveClassesAtExit.")
final class RehearseCommand implements Callable<Integer> {
    private static final int KEYS = 2000;
    private static final int SLOTS = 200;

    @Override
    public Integer call() throws IOException {
        try (BenchCluster cluster = BenchCluster.form(new Servers(RedisBinary.find(), List.of()))) {
            Member from = cluster.active().get(0);
            Member to = cluster.empty();
            for (int i = 0; i < KEYS; i++) {
                from.wire().ask("SET", "{" + i % SLOTS + "}" + i, "value"); // those of other masters' slots are refused
            }
            return Math.max(move(from, to), move(to, from));
        }
    }

    private static int move(Member from, Member to) {
        String[] words = {
            "reshard", "--seed", to.address(), "--from", from.id(), "--to", to.id(), "--slots", "" + SLOTS, "--yes"
        };
        return JobCommand.commandLine(words).execute(words);
    }
}
