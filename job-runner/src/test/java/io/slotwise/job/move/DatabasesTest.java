package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.plan.Applied;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valkey 9 has several databases in a cluster, if told so, and counts the keys of one of them alone. */
class DatabasesTest {
    @Test
    void noSlotMovesKeyByKeyWhereAnotherDatabaseMayHoldKeysOfIt(@TempDir Path directory) throws IOException {
        Optional<RedisBinary> valkey = TestServers.find().named("valkey-9.1");
        assumeTrue(valkey.isPresent(), TestServers.missing("valkey-9.1"));
        try (TwoMasters masters = new TwoMasters(valkey.orElseThrow(), directory, "--cluster-databases", "2")) {
            inDatabaseOne(masters, Command.of("SET", TwoMasters.key(7, "a"), "1"));

            assertThat(masters.moveAll(List.of(7)))
                    .isInstanceOfSatisfying(
                            Applied.Refused.class,
                            refused -> assertThat(refused.sentence())
                                    .startsWith("source has several databases (cluster-databases)"));

            assertThat(inDatabaseOne(masters, Command.of("GET", TwoMasters.key(7, "a")))
                            .text())
                    .isEqualTo("1");
        }
    }

    @Test
    void theOneDatabaseOfOtherServersIsNoHindrance(@TempDir Path directory) throws IOException {
        try (TwoMasters masters = new TwoMasters(directory)) {
            assertThat(Databases.objection(masters.route.from(), masters.connections()))
                    .isEmpty();
        }
    }

    private static Reply inDatabaseOne(TwoMasters masters, Command command) throws IOException {
        List<Command> commands = List.of(Command.of("SELECT", 1), command, Command.of("SELECT", 0));
        return masters.connections()
                .all(masters.route.from().host(), masters.route.from().port(), commands)
                .get(1);
    }
}
