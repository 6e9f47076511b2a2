package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import io.slotwise.reconciler.world.FakeNode;
import io.slotwise.reconciler.world.FakeRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Kubernetes, Redis and time as values. It carries out steps, checks what must never happen, and goes wrong by seed.
 */
final class SimulatedWorld {
    private static final ClusterKey CLUSTER = new ClusterKey("shop", "cart");
    private static final Pattern ADVICE = Pattern.compile("from (\\d+) to (\\d+)(?! masters)");
    private static final Duration FRESHNESS = Duration.ofSeconds(60);

    private record Job(JobState state, List<String> arguments) {}

    private final Random random;
    private final FakeRedis redis = new FakeRedis();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<JobEvent.Kind, Job> jobs = new HashMap<>();
    private final List<Step> history = new ArrayList<>();
    private final Care.Ownership ownership;
    private Shape shape;
    private String configuration = "first";
    private int size;
    private String template = "first";
    private final Map<String, String> made = new HashMap<>();
    private final Map<String, String> hosts = new HashMap<>();
    private int restarts;
    private boolean podsReady = true;
    private Optional<Sample> sample = Optional.empty();
    private Memory memory = Memory.NEW;
    private Instant now = Instant.parse("2026-11-01T10:00:00Z");

    SimulatedWorld(long seed, Shape shape) {
        this.random = new Random(seed);
        this.ownership = Care.Ownership.OURS;
        this.shape = shape;
        resize(shape.pods());
    }

    /** A cluster that somebody else made, without a standby. */
    SimulatedWorld(long seed, Shape shape, Care.Ownership ownership) {
        this.random = new Random(seed);
        this.ownership = ownership;
        this.shape = shape;
        this.template = "";
        this.configuration = "";
        resize(shape.masters() * shape.shard());
        redis.form(shape.masters());
    }

    /** A person adds or removes pods, as was said. */
    void heed(String sentence) {
        Matcher numbers = ADVICE.matcher(sentence);
        if (!numbers.find()) {
            throw new AssertionError("no numbers are said: " + sentence);
        }
        resize(Integer.parseInt(numbers.group(2)));
    }

    FakeRedis redis() {
        return redis;
    }

    int size() {
        return size;
    }

    List<Step> history() {
        return history;
    }

    void want(Shape next) {
        shape = next;
    }

    void configure(String next) {
        configuration = next;
    }

    /** Whether all nodes have what is wanted, as far as is known. */
    boolean isConfigured() {
        return memory.configuration().equals(configuration);
    }

    Shape wanted() {
        return shape;
    }

    Step plan() {
        Care care = new Care(template, ownership, Care.Durability.LOST, Duration.ofMinutes(5), Care.Roles.KEPT);
        return Plan.next(new Wanted(CLUSTER, shape, "", FRESHNESS, configuration, care), observed());
    }

    /** Every pod should be made of that from now on. */
    void release(String next) {
        template = next;
    }

    boolean isReleased() {
        return made.values().stream().allMatch(template::equals);
    }

    private Observed observed() {
        List<JobState> states = jobs.values().stream().map(Job::state).toList();
        List<PodState> pods = IntStream.range(0, size)
                .mapToObj(i -> new PodState(
                        pod(i),
                        i,
                        hosts.getOrDefault(pod(i), ""),
                        6379,
                        podsReady ? PodState.Readiness.READY : PodState.Readiness.UNREADY,
                        labels.getOrDefault(pod(i), ""),
                        "",
                        new PodState.Make(made.getOrDefault(pod(i), ""), PodState.Life.RUNS, "")))
                .toList();
        return new Observed(
                Optional.empty(),
                List.of(),
                List.of(),
                size,
                pods,
                states,
                sample,
                Optional.of(Instant.EPOCH),
                memory,
                now);
    }

    private static String pod(int ordinal) {
        return "cart-" + ordinal;
    }

    private static String host(int ordinal) {
        return "10.0.0." + (ordinal + 1);
    }

    /** Plans and does the next step, once. */
    Step step() {
        Step step = plan();
        history.add(step);
        if (step instanceof Step.Label label) {
            labels.put(label.pod(), label.role().name().toLowerCase(Locale.ROOT));
        } else if (step instanceof Step.Scale scale) {
            if (ownership == Care.Ownership.LEFT_ALONE) {
                throw new AssertionError("a StatefulSet was scaled that is to be left alone: " + step);
            }
            resize(scale.pods());
        } else if (step instanceof Step.DeletePod gone) {
            if (ownership != Care.Ownership.OURS) {
                throw new AssertionError("somebody else's pod was deleted: " + step);
            }
            restart(gone.pod());
        } else if (step instanceof Step.StartJob job) {
            start(job);
        } else if (step instanceof Step.DeleteJob job) {
            jobs.remove(job.kind());
        } else if (step instanceof Step.Remember remember) {
            memory = remember.memory();
        }
        return step;
    }

    private void restart(String pod) {
        if (!jobs.isEmpty() || !podsReady) {
            throw new AssertionError("a pod was deleted beside another disturbance: " + pod + ", " + jobs);
        }
        hosts.put(pod, "10.1." + ++restarts + ".1");
        redis.replace(pod, hosts.getOrDefault(pod, ""));
        made.put(pod, template);
        labels.remove(pod);
    }

    private void start(Step.StartJob step) {
        if (!podsReady) {
            throw new AssertionError("a job was started while pods are not ready: " + step);
        }
        if (!jobs.isEmpty()) {
            throw new AssertionError("a second job was started: " + step + " beside " + jobs);
        }
        jobs.put(
                step.kind(),
                new Job(
                        new JobState(
                                step.kind(),
                                JobState.Phase.RUNNING,
                                step.operation().id(),
                                step.attempt(),
                                "",
                                configuration),
                        step.arguments()));
    }

    private void resize(int next) {
        for (int i = size - 1; i >= next; i--) {
            redis.stop(pod(i));
            labels.remove(pod(i));
            made.remove(pod(i));
        }
        for (int i = size; i < next; i++) {
            hosts.put(pod(i), host(i));
            made.put(pod(i), template);
            redis.start(pod(i), host(i));
        }
        size = next;
    }

    /** Time passes, a sample is taken, and a job that runs succeeds. */
    void calm() {
        now = now.plusSeconds(15);
        podsReady = true;
        takeSample();
        finish(JobState.Phase.SUCCEEDED);
    }

    /** Something happens, as bad luck has it. */
    void storm() {
        now = now.plusMillis(random.nextInt(20_000) + 1);
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> takeSample();
            case 3, 4 -> finish(JobState.Phase.SUCCEEDED);
            case 5 -> finish(JobState.Phase.FAILED);
            case 6 -> jobs.clear();
            case 7 -> podsReady = !podsReady;
            case 8 -> failOver();
            case 9 -> succeedInVain();
            default -> workInSecret();
        }
    }

    private void takeSample() {
        sample = Optional.of(redis.sample(CLUSTER, now, this::follows));
    }

    /** A server that is to be made anew may be older than its master, and then cannot read all of that one's data. */
    private boolean follows(FakeNode replica) {
        String version = made.getOrDefault(replica.pod(), "");
        return version.equals(template) || version.equals(made.getOrDefault(replica.master(), ""));
    }

    private void finish(JobState.Phase phase) {
        jobs.replaceAll((kind, job) -> {
            if (job.state().phase() != JobState.Phase.RUNNING) {
                return job;
            }
            if (phase == JobState.Phase.SUCCEEDED) {
                redis.run(job.arguments());
            }
            return new Job(ended(job.state(), phase), job.arguments());
        });
    }

    private static JobState ended(JobState state, JobState.Phase phase) {
        return new JobState(state.kind(), phase, state.operation(), state.attempt(), "exit 1", state.configuration());
    }

    /** A job does all its work and is killed before it can say so. */
    private void workInSecret() {
        jobs.values().stream()
                .filter(job -> job.state().phase() == JobState.Phase.RUNNING)
                .forEach(job -> redis.run(job.arguments()));
        finish(JobState.Phase.FAILED);
    }

    /** A job says that it succeeded and did nothing, or somebody undid it at once. */
    private void succeedInVain() {
        jobs.replaceAll((kind, job) -> job.state().phase() == JobState.Phase.RUNNING
                ? new Job(ended(job.state(), JobState.Phase.SUCCEEDED), job.arguments())
                : job);
    }

    private void failOver() {
        redis.nodes().stream()
                .filter(node -> !node.isMaster() && node.isMember())
                .skip(random.nextInt(4))
                .findFirst()
                .map(FakeNode::pod)
                .ifPresent(redis::failOver);
    }
}
