package io.slotwise.reconciler;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.Config;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.reconciler.kafka.AuditTrail;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code reconciler}: looks after RedisClusters until the process is ended. */
@Command(
        name = "reconciler",
        mixinStandardHelpOptions = true,
        description = "Makes RedisClusters what they should be, and scale intents spec changes.")
public final class ReconcilerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerCommand.class);
    private static final int CLIENT_RETRIES = 3;
    private static final Duration END_LIMIT = Duration.ofSeconds(25);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "serves /metrics, /healthz, /readyz and /audit/export; default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "how to reach Kubernetes; default: KUBECONFIG, ~/.kube/config or the pod's service account")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            split = ",",
            description = "look after this namespace only; repeat for more; default: all")
    private List<String> namespaces = List.of();

    @Option(
            names = "--max-concurrent-reconciles",
            paramLabel = "N",
            defaultValue = "" + ReconcilerConfig.DEFAULT_CONCURRENCY,
            description = "clusters at the same time; default: ${DEFAULT-VALUE}")
    private int maxConcurrentReconciles;

    @Option(
            names = "--reconcile-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long one turn of a cluster may take steps; default: ${DEFAULT-VALUE}")
    private int reconcileTimeoutSeconds;

    @Option(
            names = "--leader-elect",
            description = "work only while holding a Lease, so that there may be several reconcilers")
    private boolean leaderElect;

    @Option(
            names = "--lease-namespace",
            paramLabel = "NAME",
            defaultValue = "${env:POD_NAMESPACE:-default}",
            description = "where the Lease is; default: the variable POD_NAMESPACE, else default")
    private String leaseNamespace = "";

    @Option(
            names = "--lease-name",
            paramLabel = "NAME",
            defaultValue = "slotwise-reconciler",
            description = "name of the Lease; default: ${DEFAULT-VALUE}")
    private String leaseName = "";

    @Option(
            names = "--job-image",
            paramLabel = "IMAGE",
            defaultValue = ReconcilerConfig.DEFAULT_JOB_IMAGE,
            description = "image of the job runner; default: ${DEFAULT-VALUE}")
    private String jobImage = "";

    @Option(
            names = "--job-resources",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "requests and limits of the jobs' containers; default: none")
    private String jobResources = "";

    @Option(
            names = "--job-service-account",
            paramLabel = "NAME",
            defaultValue = "",
            description = "service account of the jobs' pods; default: the namespace's own")
    private String jobServiceAccount = "";

    @Option(
            names = "--job-kafka-secret",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "the Secret in each cluster's own namespace with the client.properties by which its jobs reach"
                            + " Kafka; default: " + JobTemplate.KAFKA_SECRET
                            + " where --kafka-config asks for TLS or SASL, else none")
    private String jobKafkaSecret = "";

    @Option(
            names = "--collector-secret",
            paramLabel = "NAMESPACE/NAME",
            description =
                    "the Secret that the collector mounts: how clusters with auth or TLS let it in is written there")
    private Optional<String> collectorSecret = Optional.empty();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ReconcilerCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (httpPort < 0 || httpPort > 65535) {
            throw usage("--http-port must be from 0 to 65535 but is " + httpPort);
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        CountDownLatch toEnd = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ReconcilerConfig config = configuration();
        try (Reconciler reconciler = Reconciler.start(config, registry);
                HttpEndpoint http =
                        HttpEndpoint.start(httpPort, registry, reconciler, new AuditTrail(config.kafka()))) {
            LOG.atInfo().addKeyValue("port", http.port()).log("Serving /metrics, /healthz, /readyz and /audit/export");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(toEnd, ended)));
            toEnd.await();
        } catch (BindException e) {
            throw usage("port " + httpPort + " is taken; choose another with --http-port");
        } finally {
            ended.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Lets {@link #call} finish its turns and close everything before the process goes. It does not wait for the main
     * thread's end: that one may call {@code System.exit}, which in turn waits for this.
     */
    private static void end(CountDownLatch toEnd, CountDownLatch ended) {
        LOG.atInfo().log("Told to end; closing");
        toEnd.countDown();
        try {
            if (!ended.await(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("limit", END_LIMIT).log("Not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ReconcilerConfig configuration() {
        Map<String, String> properties = kafka.client();
        if (reconcileTimeoutSeconds < 1) {
            throw usage("--reconcile-timeout must be at least 1 but is " + reconcileTimeoutSeconds);
        }
        if (maxConcurrentReconciles < 1) {
            throw usage("--max-concurrent-reconciles must be at least 1 but is " + maxConcurrentReconciles);
        }
        return new ReconcilerConfig(
                properties,
                kubernetes(),
                Set.copyOf(namespaces),
                maxConcurrentReconciles,
                Duration.ofSeconds(reconcileTimeoutSeconds),
                leaderElect
                        ? Optional.of(new ReconcilerConfig.Seat(leaseNamespace, leaseName, identity()))
                        : Optional.empty(),
                jobs(properties),
                collectorSecret());
    }

    private JobTemplate jobs(Map<String, String> properties) {
        Optional<String> secret =
                jobKafkaSecret.isBlank() ? JobTemplate.kafkaSecret(properties) : Optional.of(jobKafkaSecret);
        try {
            return new JobTemplate(
                    jobImage,
                    jobServiceAccount,
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", properties.get("bootstrap.servers")),
                    secret,
                    resources());
        } catch (IllegalArgumentException e) {
            throw usage("--job-kafka-secret: " + e.getMessage());
        }
    }

    private ResourceRequirements resources() {
        try {
            return JobTemplate.resources(jobResources);
        } catch (IllegalArgumentException e) {
            throw usage("--job-resources: " + e.getMessage());
        }
    }

    private Optional<CollectorSecret> collectorSecret() {
        try {
            return collectorSecret.filter(text -> !text.isBlank()).map(CollectorSecret::parse);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** The pod's name where there is one, and never that of a process before. */
    private static String identity() {
        return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("reconciler") + "_" + UUID.randomUUID();
    }

    /** The client tries little again by itself: turns are tried again, with jitter, and the breaker must see failures. */
    private Config kubernetes() {
        Config config = reach();
        config.setRequestRetryBackoffLimit(CLIENT_RETRIES);
        return config;
    }

    private Config reach() {
        return kubeconfig
                .map(file -> {
                    if (!Files.isReadable(file)) {
                        throw usage("cannot read the kubeconfig " + file);
                    }
                    return Config.fromKubeconfig(file.toFile());
                })
                .orElseGet(() -> Config.autoConfigure(null));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
