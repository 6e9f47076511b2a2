package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestAuthority.Identity;
import io.slotwise.job.TlsNodes.Ended;
import io.slotwise.job.configure.AclUser;
import io.slotwise.job.configure.Configuration;
import io.slotwise.job.configure.NodeSetup;
import io.slotwise.job.configure.Result;
import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Tls;
import io.slotwise.job.resp.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes get settings, users and certificates while they run. */
class ConfigureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private List<RedisProcess> nodes;

    @BeforeEach
    void start() {
        nodes = Stream.of("a", "b")
                .map(name -> RedisProcess.startClusterNode(RedisBinary.find(), directory.resolve(name)))
                .toList();
    }

    @AfterEach
    void end() {
        nodes.forEach(RedisProcess::close);
    }

    private Ended run(String line) {
        return TlsNodes.run(
                "configure " + line,
                List.of(
                        "--timeout",
                        "2",
                        "--node",
                        "a=" + nodes.get(0).address(),
                        "--node",
                        "b=" + nodes.get(1).address()));
    }

    private static String setting(RedisProcess node, Credentials credentials, String name) throws IOException {
        try (RespConnection connection = open(node, credentials)) {
            return connection
                    .ask(Command.of("CONFIG", "GET", name))
                    .parts()
                    .get(1)
                    .text();
        }
    }

    private static RespConnection open(RedisProcess node, Credentials credentials) throws IOException {
        return RespConnection.open(
                new InetSocketAddress(node.host(), node.port()), Access.nameless(credentials), PATIENCE);
    }

    private static String hash(String password) {
        try {
            return "#"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void settingsHoldAtEveryNodeAtOnce() throws IOException {
        Path file = Files.writeString(
                directory.resolve("live.conf"), "# as in redis.conf\nsave \"\"\nmaxmemory-policy allkeys-lru\n");
        assertThat(run("--set maxmemory=100mb --settings " + file)).isEqualTo(new Ended(0, ""));
        for (RedisProcess node : nodes) {
            assertThat(setting(node, Credentials.NONE, "maxmemory")).isEqualTo("104857600");
            assertThat(setting(node, Credentials.NONE, "maxmemory-policy")).isEqualTo("allkeys-lru");
            assertThat(setting(node, Credentials.NONE, "save")).isEmpty();
        }
    }

    @Test
    void whatTheServerWillNotHaveIsRefusedInItsWords() {
        assertThat(run("--set databases=3").code()).isEqualTo(3);
        assertThat(run("--set no-such-thing=3").said()).contains("a: ").contains("no-such-thing");
        assertThat(run("--set databases=3").said()).doesNotContain("=3");
        assertThat(run("").code()).isEqualTo(2);
    }

    @Test
    void aSecondPasswordIsTakenWhileClientsOfTheFirstStayConnected() throws IOException {
        Path users = directory.resolve("users.acl");
        Files.writeString(users, "user default on " + hash("old") + " ~* &* +@all\n");
        assertThat(run("--acl " + users)).isEqualTo(new Ended(0, ""));
        RedisProcess node = nodes.get(0);
        try (RespConnection old = open(node, new Credentials("", "old"))) {
            NodeSetup setup = new NodeSetup(
                    Stream.of("wrong", "old").map(ConfigureTest::access).toList());
            assertThat(setup.apply(address(node), users("old", "new"))).isEqualTo(new Result.Done());
            assertThat(setting(node, new Credentials("", "new"), "port")).isEqualTo("6379");
            assertThat(setup.apply(address(node), users("new"))).isEqualTo(new Result.Done());
            assertThat(old.ask(Command.of("PING")).text()).isEqualTo("PONG");
            assertThat(setup.apply(address(node), users("new")))
                    .isInstanceOf(Result.NotYet.class)
                    .asString()
                    .contains("WRONGPASS");
        }
    }

    private static Access access(String password) {
        return Access.nameless(new Credentials("", password));
    }

    private static Address address(RedisProcess node) {
        return new Address("a", node.host(), node.port());
    }

    private static Configuration users(String... passwords) {
        List<String> rules = Stream.concat(
                        Stream.of(passwords).map(ConfigureTest::hash), Stream.of("on", "~*", "&*", "+@all"))
                .toList();
        return new Configuration(List.of(new AclUser("default", rules)), List.of(), Optional.empty());
    }

    @Test
    void aNodeShowsItsNewCertificateOnceItsFilesAreThere(@TempDir Path tls) throws Exception {
        try (TlsNodes secured = new TlsNodes(tls, 1)) {
            String host = RedisProcess.newHost();
            Identity mounted = copied(secured.authority().issue("first", "ip:" + host), tls);
            Identity next = secured.authority().issue("second", "ip:" + host);
            try (RedisProcess node = secured.single(tls, host, mounted)) {
                Access access = Access.nameless(
                        Credentials.NONE,
                        new TlsFiles(
                                        Optional.of(secured.authority().certificate()),
                                        Optional.of(new TlsFiles.Identity(next.certificate(), next.key())))
                                .read(Tls.Check.FULL));
                NodeSetup setup = new NodeSetup(List.of(access));
                Configuration wanted =
                        new Configuration(List.of(), List.of(), Optional.of(TlsFiles.certificate(next.certificate())));
                assertThat(setup.apply(address(node), wanted)).isInstanceOf(Result.NotYet.class);
                copied(next, tls);
                assertThat(setup.apply(address(node), wanted)).isEqualTo(new Result.Done());
            }
        }
    }

    /** As Kubernetes hands a Secret's files to a pod: under names of their own. */
    private static Identity copied(Identity from, Path mount) throws IOException {
        return new Identity(
                Files.copy(from.certificate(), mount.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING),
                Files.copy(from.key(), mount.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING));
    }
}
