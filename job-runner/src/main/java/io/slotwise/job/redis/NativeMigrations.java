package io.slotwise.job.redis;

import io.slotwise.job.atomic.NativeTask;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether a node is moving slots by itself: Redis says so in CLUSTER INFO, Valkey has to be asked. */
final class NativeMigrations {
    private static final Command LIST = Command.of("CLUSTER", "GETSLOTMIGRATIONS");
    private static final Command STATUS = Command.of("CLUSTER", "MIGRATION", "STATUS", "ALL");

    private NativeMigrations() {}

    static Facts.Migration at(RespConnection connection, NodeTable table, Lines cluster, Lines info)
            throws IOException {
        if (info.text("server_name").equals("valkey")) {
            return tasks(connection.ask(LIST)).isEmpty() ? Facts.Migration.NONE : Facts.Migration.UNDER_WAY;
        }
        if (cluster.number("cluster_slot_migration_active_tasks") == 0) {
            return Facts.Migration.NONE;
        }
        List<NativeTask> imports = imports(connection);
        if (imports.isEmpty()) {
            return Facts.Migration.UNDER_WAY;
        }
        return imports.stream().anyMatch(task -> task.isFailing() || task.hasLostItsSource(table))
                ? Facts.Migration.FAILING
                : Facts.Migration.IMPORTING;
    }

    /** Ends what Redis imports; the slots stay where they are. */
    static void cancelImports(RespConnection connection) throws IOException {
        for (NativeTask task : imports(connection)) {
            connection
                    .ask(Command.of("CLUSTER", "MIGRATION", "CANCEL", "ID", task.id()))
                    .number();
        }
    }

    private static List<NativeTask> imports(RespConnection connection) throws IOException {
        return tasks(connection.ask(STATUS)).stream()
                .filter(NativeTask::isImport)
                .toList();
    }

    /** What is under way. A server that does not know the command, or does not let us ask, moves nothing that we began. */
    private static List<NativeTask> tasks(Reply answer) throws IOException {
        if (answer instanceof Reply.Failure) {
            return List.of();
        }
        List<NativeTask> tasks = new ArrayList<>();
        for (Reply entry : answer.parts()) {
            NativeTask task = NativeTask.parse(entry);
            if (task.state() == NativeTask.State.UNDER_WAY) {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
