package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestAuthority;
import io.slotwise.job.TlsNodes.Ended;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Tls;
import io.slotwise.job.resp.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with no port but TLS ones, worked on from the command line. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsClusterTest {
    private static final int MASTERS = 3;
    private static final int KEYS = 5000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static TlsNodes nodes;

    @BeforeAll
    static void start() throws Exception {
        nodes = new TlsNodes(directory, (MASTERS + 1) * 2);
    }

    @AfterAll
    static void end() {
        Optional.ofNullable(nodes).ifPresent(TlsNodes::close);
    }

    private static Ended onAll(String line) {
        return TlsNodes.run(line, with(nodes.named(), nodes.keys()));
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Access access() {
        return Access.nameless(Credentials.NONE, files().read(Tls.Check.FULL));
    }

    private static TlsFiles files() {
        return new TlsFiles(
                Optional.of(nodes.authority().certificate()),
                Optional.of(new TlsFiles.Identity(
                        nodes.identity().certificate(), nodes.identity().key())));
    }

    private static ClusterView view() {
        return Discovery.read(List.of(Address.parse(nodes.seed())), access());
    }

    private static long keys() {
        return view().masters().mapToLong(node -> node.facts().keys()).sum();
    }

    /** The pod of the master that owns nothing. */
    private static String standby() {
        LiveNode empty = view().live().stream()
                .filter(LiveNode::isEmptyMaster)
                .findFirst()
                .orElseThrow();
        return nodes.pod(empty.ref().address());
    }

    private static void fill() throws IOException {
        try (Connections connections = new Connections(access())) {
            for (LiveNode master : view().masters().toList()) {
                List<Command> sets = new ArrayList<>();
                Stream.iterate(0, i -> i + 1)
                        .limit(KEYS)
                        .map(i -> "key:" + i)
                        .filter(key -> master.slots().contains(SlotHash.getSlot(key)))
                        .forEach(key -> sets.add(Command.of("SET", key, "value of " + key)));
                connections.all(master.ref().host(), master.ref().port(), sets);
            }
        }
    }

    @Test
    @Order(1)
    void nodesBecomeAClusterWithReplicas() {
        assertThat(onAll("bootstrap --masters 3 --replicas 1")).isEqualTo(new Ended(0, ""));
        assertThat(onAll("check").said()).doesNotContain("[ERR]");
    }

    @Test
    @Order(2)
    void slotsAreMovedByTheBestThatTheServerCanDo() throws IOException {
        fill();
        assertThat(onAll("reshard --to " + standby())).isEqualTo(new Ended(0, ""));
        assertThat(view().actives()).hasSize(MASTERS + 1);
        assertThat(keys()).isEqualTo(KEYS);
    }

    @Test
    @Order(3)
    void aSeedLeadsToAllOthersAndAJobWorksOnThem() {
        List<String> seed = with(List.of("--seed", nodes.seed()), nodes.keys());
        assertThat(TlsNodes.run("check", seed).said()).contains("[OK]").hasLineCount(2 * (MASTERS + 1) + 1);
        assertThat(TlsNodes.run("rebalance --threshold 1", seed).code()).isZero();
        assertThat(TlsNodes.run("rebalance --threshold 1 --yes", seed).code()).isZero();
        assertThat(keys()).isEqualTo(KEYS);
    }

    @Test
    @Order(4)
    void aMasterIsDrainedByMigrateAlone() {
        assertThat(onAll("drain --masters 3 --replicas 1 --linger 0 --engine migrate")
                        .code())
                .isZero();
        assertThat(view().actives()).hasSize(MASTERS);
        assertThat(keys()).isEqualTo(KEYS);
        assertThat(onAll("check").code()).isZero();
    }

    @Test
    @Order(5)
    void aNodeIsKnownByTheNameThatItsCertificateIsForAlsoWhenItsAddressIsAskedLater(@TempDir Path elsewhere)
            throws Exception {
        String host = RedisProcess.newHost();
        TestAuthority.Identity named = nodes.authority().issue("named", "dns:redis-0.example");
        InetSocketAddress address = new InetSocketAddress(host, RedisProcess.PORT);
        InetSocketAddress byName = new InetSocketAddress(
                InetAddress.getByAddress("redis-0.example", address.getAddress().getAddress()), RedisProcess.PORT);
        try (RedisProcess single = nodes.single(elsewhere, host, named)) {
            Access full = access();
            assertThatThrownBy(() -> ping(address, full)).hasMessageContaining(single.host());
            ping(byName, full);
            ping(address, full);
            ping(address, Access.nameless(Credentials.NONE, files().read(Tls.Check.CA)));
        }
    }

    private static void ping(InetSocketAddress address, Access access) throws IOException {
        try (RespConnection connection = RespConnection.open(address, access, Duration.ofSeconds(5))) {
            assertThat(connection.ask(Command.of("PING")).text()).isEqualTo("PONG");
        }
    }

    @Test
    @Order(6)
    void anAuthorityThatIsNotTheirsIsRefusedWithASentence(@TempDir Path elsewhere) throws Exception {
        TestAuthority other = new TestAuthority(elsewhere);
        assertRefused(
                TlsNodes.run(moveNothing(), with(nodes.named(), TlsNodes.trust(other))), "its certificate is refused");
    }

    @Test
    @Order(7)
    void whoShowsNoCertificateIsToldSo() {
        assertRefused(
                TlsNodes.run(moveNothing(), with(nodes.named(), TlsNodes.trust(nodes.authority()))), "--redis-cert");
    }

    @Test
    @Order(8)
    void whoSpeaksPlainTextToATlsPortIsToldSo() {
        assertRefused(TlsNodes.run(moveNothing(), nodes.named()), "--redis-tls");
    }

    @Test
    @Order(9)
    void whoSpeaksTlsToAPlainPortIsToldSo(@TempDir Path elsewhere) {
        try (RedisProcess plain = RedisProcess.startClusterNode(RedisBinary.find(), elsewhere)) {
            Ended ended = TlsNodes.run("check", with(List.of("--node", plain.address()), nodes.keys()));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("TLS").doesNotContain("Exception");
        }
    }

    private static String moveNothing() {
        return "reshard --patience 0 --to pod-0";
    }

    private static void assertRefused(Ended ended, String word) {
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said())
                .hasLineCount(1)
                .contains(word)
                .contains("pod-0")
                .doesNotContain("Exception");
    }
}
