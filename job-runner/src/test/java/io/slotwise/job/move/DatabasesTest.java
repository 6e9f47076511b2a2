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
    void whoDoesByHandWhatTheRefusalOfAnOpenSlotSaysMovesAllDatabases(@TempDir Path directory) throws IOException {
        Optional<RedisBinary> valkey = TestServers.find().named("valkey-9.1");
        assumeTrue(valkey.isPresent(), TestServers.missing("valkey-9.1"));
        try (TwoMasters masters = new TwoMasters(valkey.orElseThrow(), directory, "--cluster-databases", "2")) {
            String from = masters.route.from().id();
            String to = masters.route.to().id();
            String host = masters.route.to().host();
            masters.source("SET", TwoMasters.key(7, "a"), "0");
            inDatabaseOne(masters, Command.of("SET", TwoMasters.key(7, "a"), "1"));
            masters.source("CLUSTER", "SETSLOT", 7, "MIGRATING", to);
            assertThat(masters.moveAll(List.of(7)))
                    .isInstanceOfSatisfying(
                            Applied.Refused.class,
                            refused -> assertThat(refused.sentence())
                                    .contains(
                                            "CLUSTER SETSLOT n IMPORTING " + from + " to " + host + ":6379",
                                            "CLUSTER SETSLOT n MIGRATING " + to + " to source",
                                            "MIGRATE " + host + " 6379 \"\" d 5000 REPLACE KEYS",
                                            "CLUSTER SETSLOT n NODE " + to));

            masters.destination("CLUSTER", "SETSLOT", 7, "IMPORTING", from);
            masters.source("CLUSTER", "SETSLOT", 7, "MIGRATING", to);
            masters.source("MIGRATE", host, 6379, "", 0, 5000, "REPLACE", "KEYS", TwoMasters.key(7, "a"));
            inDatabaseOne(
                    masters, Command.of("MIGRATE", host, 6379, "", 1, 5000, "REPLACE", "KEYS", TwoMasters.key(7, "a")));
            masters.destination("CLUSTER", "SETSLOT", 7, "NODE", to);
            masters.source("CLUSTER", "SETSLOT", 7, "NODE", to);

            assertThat(masters.destination("GET", TwoMasters.key(7, "a")).text())
                    .isEqualTo("0");
            masters.destination("SELECT", 1);
            assertThat(masters.destination("GET", TwoMasters.key(7, "a")).text())
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
