package io.slotwise.job.redis;

import io.slotwise.job.atomic.NativeTask;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether a node is moving slots by itself: Redis says so in CLUSTER INFO, Valkey has to be asked. */
final class NativeMigrations {
    private static final Command LIST = Command.of("CLUSTER", "GETSLOTMIGRATIONS");
    private static final Command STATUS = Command.of("CLUSTER", "MIGRATION", "STATUS", "ALL");

    private NativeMigrations() {}

    static Facts.Migration at(RespConnection connection, Lines cluster, Lines info) throws IOException {
        if (info.text("server_name").equals("valkey")) {
            return state(tasks(connection.ask(LIST)));
        }
        if (cluster.number("cluster_slot_migration_active_tasks") == 0) {
            return Facts.Migration.NONE;
        }
        List<NativeTask> tasks = tasks(connection.ask(STATUS));
        return state(tasks) == Facts.Migration.FAILING ? Facts.Migration.FAILING : Facts.Migration.UNDER_WAY;
    }

    /** Ends what fails and is tried again. */
    static void cancelFailing(RespConnection connection) throws IOException {
        for (NativeTask task : tasks(connection.ask(STATUS))) {
            if (task.isFailing()) {
                connection
                        .ask(Command.of("CLUSTER", "MIGRATION", "CANCEL", "ID", task.id()))
                        .number();
            }
        }
    }

    /** One that may succeed is waited for, whatever becomes of others. */
    private static Facts.Migration state(List<NativeTask> tasks) {
        List<NativeTask> underWay = tasks.stream()
                .filter(task -> task.state() == NativeTask.State.UNDER_WAY)
                .toList();
        if (underWay.isEmpty()) {
            return Facts.Migration.NONE;
        }
        return underWay.stream().allMatch(NativeTask::isFailing) ? Facts.Migration.FAILING : Facts.Migration.UNDER_WAY;
    }

    /** A server that does not know the command, or does not let us ask, moves nothing that we have begun. */
    private static List<NativeTask> tasks(Reply answer) throws IOException {
        if (answer instanceof Reply.Failure) {
            return List.of();
        }
        List<NativeTask> tasks = new ArrayList<>();
        for (Reply entry : answer.parts()) {
            tasks.add(NativeTask.parse(entry));
        }
        return tasks;
    }
}
