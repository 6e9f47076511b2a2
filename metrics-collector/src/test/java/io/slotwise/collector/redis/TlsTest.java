package io.slotwise.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.collector.redis.Tls.Check;
import io.slotwise.collector.redis.Tls.Identity;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestAuthority;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers that speak TLS: one asks for no certificate, the other for one. */
class TlsTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int TLS_PORT = 6390;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static TestAuthority authority;

    @SuppressWarnings("NullAway.Init")
    private static RedisProcess open;

    @SuppressWarnings("NullAway.Init")
    private static RedisProcess strict;

    @BeforeAll
    static void start() throws Exception {
        authority = new TestAuthority(directory.resolve("authority"));
        open = server("no", "dns:localhost");
        strict = server("yes", "dns:localhost");
    }

    @AfterAll
    static void end() {
        Optional.ofNullable(open).ifPresent(RedisProcess::close);
        Optional.ofNullable(strict).ifPresent(RedisProcess::close);
    }

    private static RedisProcess server(String asksForCertificates, String name) throws Exception {
        String host = RedisProcess.newHost();
        TestAuthority.Identity identity = authority.issue(host, "ip:" + host + "," + name);
        try {
            return RedisProcess.start(
                    TestServers.find().named("redis-7.0").orElseGet(RedisBinary::find),
                    host,
                    directory.resolve(host),
                    List.of(
                            "--cluster-enabled",
                            "yes",
                            "--tls-port",
                            Integer.toString(TLS_PORT),
                            "--tls-cert-file",
                            identity.certificate().toString(),
                            "--tls-key-file",
                            identity.key().toString(),
                            "--tls-ca-cert-file",
                            authority.certificate().toString(),
                            "--tls-auth-clients",
                            asksForCertificates));
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).contains("tls-port")) {
                return abort("the redis-server here was built without TLS; " + TestServers.missing("redis-7.0"));
            }
            throw e;
        }
    }

    private static NodeAnswer ask(RedisProcess redis, Tls tls) throws Exception {
        return ask(redis.host(), TLS_PORT, tls);
    }

    private static NodeAnswer ask(String host, int port, Tls tls) throws Exception {
        try (RedisNodes nodes = new RedisNodes(Optional.empty(), Optional.of(tls), Duration.ofMinutes(1), LIMIT)) {
            return nodes.ask(CART, new Endpoint("cart-0", host, port), LIMIT).get(10, TimeUnit.SECONDS);
        }
    }

    private static Tls trusting(Check check) {
        return new Tls(check, Optional.of(authority.certificate()), Optional.empty());
    }

    private static String problem(NodeAnswer answer) {
        assertThat(answer).isInstanceOf(Silent.class);
        return ((Silent) answer).problem();
    }

    @Test
    void aNodeWhoseCertificateIsSignedAndForItsAddressAnswers() throws Exception {
        assertThat(ask(open, trusting(Check.FULL))).isInstanceOf(Full.class);
    }

    @Test
    void aNodeWhoseAuthorityIsNotTrustedIsSilent() throws Exception {
        assertThat(problem(ask(open, new Tls(Check.CA, Optional.empty(), Optional.empty()))))
                .contains("certification path");
    }

    @Test
    void aNodeIsKnownByItsHostName() throws Exception {
        try (Relay relay = new Relay(open.host(), TLS_PORT)) {
            assertThat(ask("localhost", relay.port(), trusting(Check.FULL))).isInstanceOf(Full.class);
        }
    }

    @Test
    void aCertificateForAnotherAddressIsRefusedUnlessOnlyItsAuthorityIsChecked() throws Exception {
        try (Relay relay = new Relay(open.host(), TLS_PORT)) {
            assertThat(problem(ask("127.0.0.1", relay.port(), trusting(Check.FULL))))
                    .contains("127.0.0.1");
            assertThat(ask("127.0.0.1", relay.port(), trusting(Check.CA))).isInstanceOf(Full.class);
        }
    }

    @Test
    void aNodeThatAsksForACertificateIsShownOne() throws Exception {
        TestAuthority.Identity issued = authority.issue("collector", "dns:collector");
        Identity collector = new Identity(issued.certificate(), issued.key());
        Tls known = new Tls(Check.FULL, Optional.of(authority.certificate()), Optional.of(collector));

        assertThat(problem(ask(strict, trusting(Check.FULL)))).isNotBlank();
        assertThat(ask(strict, known)).isInstanceOf(Full.class);
    }

    @Test
    void filesThatCannotBeUsedAreSaidToBeSoAtOnce() throws Exception {
        Path rubbish = Files.writeString(directory.resolve("rubbish.pem"), "rubbish");
        assertThatThrownBy(() -> new Tls(Check.FULL, Optional.of(Path.of("/nowhere")), Optional.empty()))
                .hasMessageContaining("/nowhere");
        assertThatThrownBy(() -> new Tls(Check.FULL, Optional.of(rubbish), Optional.empty()))
                .hasMessageContaining("TLS files");
        assertThatThrownBy(() -> new Tls(Check.FULL, Optional.empty(), Optional.of(new Identity(rubbish, rubbish))))
                .hasMessageContaining("TLS files");
    }

    /** Passes one connection after another on to a server, so that the server has another address too. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Relay(String host, int port) throws IOException {
            start(() -> {
                while (true) {
                    Socket client = listening.accept();
                    Socket server = new Socket(host, port);
                    start(() -> client.getInputStream().transferTo(server.getOutputStream()), client, server);
                    start(() -> server.getInputStream().transferTo(client.getOutputStream()), client, server);
                }
            });
        }

        int port() {
            return listening.getLocalPort();
        }

        private static void start(Copying work, Socket... sockets) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // one side has gone
                } finally {
                    List.of(sockets).forEach(Relay::close);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }

        /** What ends when a side goes. */
        private interface Copying {
            void run() throws IOException;
        }
    }
}
