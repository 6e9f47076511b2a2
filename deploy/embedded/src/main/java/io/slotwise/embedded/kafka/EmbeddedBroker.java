package io.slotwise.embedded.kafka;

import io.slotwise.model.json.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A single-node KRaft broker in this process, on loopback unless it is to be called from elsewhere. Its data stay in the
 * directory it was given.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE_ID = 1;
    private static final int SCRAM_ITERATIONS = 4096;
    private static final String LOOPBACK = "127.0.0.1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final String guardedServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers, String guardedServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.guardedServers = guardedServers;
    }

    /**
     * Starts a broker that keeps its data in {@code directory}, formatting it first when it is new, and returns when it
     * serves.
     *
     * @throws UncheckedIOException when the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, LOOPBACK);
    }

    private static EmbeddedBroker start(Path directory, String host) {
        int[] ports = freePorts();
        return start(directory, config(directory, host, ports[0], ports[1]), host + ":" + ports[0], "");
    }

    private static EmbeddedBroker start(Path directory, Properties config, String servers, String guarded) {
        format(directory);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, servers, guarded);
    }

    /** Starts a broker with every topic, and a second listener where only the guard's users are let in. */
    public static EmbeddedBroker startGuarded(Path directory, BrokerGuard guard) throws IOException {
        return startGuarded(directory, LOOPBACK, guard);
    }

    /** The same, at that address of this machine. */
    public static EmbeddedBroker startGuarded(Path directory, String host, BrokerGuard guard) throws IOException {
        int[] ports = freePorts();
        Properties config = config(directory, host, ports[0], ports[1]);
        String guarded = host + ":" + ports[2];
        String more = "," + BrokerGuard.LISTENER + "://" + guarded;
        config.merge("listeners", more, (own, other) -> own + "" + other);
        config.merge("advertised.listeners", more, (own, other) -> own + "" + other);
        config.merge(
                "listener.security.protocol.map",
                "," + BrokerGuard.LISTENER + ":SASL_SSL",
                (own, other) -> own + "" + other);
        config.putAll(guard.brokerProperties());
        EmbeddedBroker broker = start(directory, config, host + ":" + ports[0], guarded);
        broker.createTopics();
        broker.know(guard.users());
        return broker;
    }

    /** Lets a user of the guard write to a topic; it may do nothing that it was not allowed. */
    public void allow(String user, Topic<?> topic) {
        allow(user, new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL), AclOperation.WRITE);
    }

    /** Lets a user of the guard do what the parts of Slotwise do with topics and groups. */
    public void allowEverything(String user) {
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                .forEach(type -> allow(
                        user,
                        new ResourcePattern(type, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL),
                        AclOperation.ALL));
    }

    /** SCRAM keeps its users in the metadata log rather than in the configuration. */
    private void know(Map<String, String> users) {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(users.entrySet().stream()
                            .<UserScramCredentialAlteration>map(
                                    user -> new UserScramCredentialUpsertion(user.getKey(), how, user.getValue()))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making users", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the users " + users.keySet(), e.getCause());
        }
    }

    private void allow(String user, ResourcePattern what, AclOperation how) {
        try (Admin admin = admin()) {
            admin.createAcls(List.of(new AclBinding(
                            what, new AccessControlEntry("User:" + user, "*", how, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while allowing " + user, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot allow " + user, e.getCause());
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Starts a broker and creates every topic of Slotwise, each with one partition. */
    public static EmbeddedBroker startWithTopics(Path directory) {
        return startWithTopics(directory, LOOPBACK);
    }

    /** The same, at that address of this machine. */
    public static EmbeddedBroker startWithTopics(Path directory, String host) {
        EmbeddedBroker broker = start(directory, host);
        broker.createTopics();
        return broker;
    }

    /** {@code host:port}, for clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The same, of the guarded listener; empty when there is none. */
    public String guardedServers() {
        return guardedServers;
    }

    private void createTopics() {
        try (Admin admin = admin()) {
            var existing = admin.listTopics().names().get();
            List<NewTopic> missing = Topic.ALL.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), Optional.of(1), Optional.of((short) 1))
                            .configs(topic.retention().config()))
                    .collect(Collectors.toList());
            admin.createTopics(missing).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create topics", e.getCause());
        }
    }

    private static Properties config(Path directory, String host, int port, int controllerPort) {
        Properties config = new Properties();
        config.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + host + ":" + port,
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                directory.toString(),
                "group.initial.rebalance.delay.ms",
                "0"));
        config.putAll(Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "default.replication.factor", "1",
                "num.partitions", "1",
                "auto.create.topics.enable", "false",
                "log.cleaner.dedupe.buffer.size", "2097152"));
        return config;
    }

    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            Files.createDirectories(directory);
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setPrintStream(nowhere)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + " for Kafka's data", e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory + " for Kafka", e);
        }
    }

    private static int[] freePorts() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket two = new ServerSocket(0, 1, loopback);
                ServerSocket three = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
