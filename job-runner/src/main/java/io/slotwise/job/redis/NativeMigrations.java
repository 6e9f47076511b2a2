package io.slotwise.job.redis;

import io.slotwise.job.move.NativeTask;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;

/** Whether a node is moving slots by itself: Redis says so in CLUSTER INFO, Valkey has to be asked. */
final class NativeMigrations {
    private static final Command LIST = Command.of("CLUSTER", "GETSLOTMIGRATIONS");

    private NativeMigrations() {}

    static Facts.Migration at(RespConnection connection, Lines cluster, Lines info) throws IOException {
        boolean active = info.text("server_name").equals("valkey")
                ? isAnyUnderWay(connection.ask(LIST))
                : cluster.number("cluster_slot_migration_active_tasks") > 0;
        return active ? Facts.Migration.UNDER_WAY : Facts.Migration.NONE;
    }

    /** A server that does not know the command, or does not let us ask, moves nothing that we have begun. */
    private static boolean isAnyUnderWay(Reply answer) throws IOException {
        if (answer instanceof Reply.Failure) {
            return false;
        }
        for (Reply entry : answer.parts()) {
            if (NativeTask.parse(entry).state() == NativeTask.State.UNDER_WAY) {
                return true;
            }
        }
        return false;
    }
}
