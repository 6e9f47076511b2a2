package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.kube.TopicWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import io.slotwise.reconciler.objects.Protection;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Obstacle;
import io.slotwise.reconciler.plan.Operation;
import io.slotwise.reconciler.plan.Plan;
import io.slotwise.reconciler.plan.Step;
import io.slotwise.reconciler.plan.Wanted;
import io.slotwise.reconciler.plan.Wellbeing;
import io.slotwise.reconciler.spec.Settings;
import io.slotwise.reconciler.spec.SpecReading;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Brings one cluster as far as it can be brought now. Keeps nothing: killed anywhere, the next turn goes on. */
public final class Turn {
    private static final int MOST_ROUNDS = 200;
    private static final int MOST_CONFLICTS = 5;
    private static final Duration REFUSED_RECHECK = Duration.ofMinutes(10);
    private static final Duration SECRET_RECHECK = Duration.ofSeconds(15);
    /**
     * How often a cluster where nothing is to be done is looked at although nothing about it was heard: its objects are
     * watched, and a sample that fails to come is noticed without a look.
     */
    public static final Duration LONG_LOOK = Duration.ofMinutes(10);

    private static final Duration GONE_RECHECK = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Set<Reason> CURED_BY_A_SAMPLE = Set.of(
            Reason.DATA_MISSING,
            Reason.SAMPLE_STALE,
            Reason.NODE_SILENT,
            Reason.CLUSTER_NOT_OK,
            Reason.UPDATING,
            Reason.NOT_ADOPTED);

    private final Look.Source source;
    private final Write.Port port;
    private final Knowledge knowledge;
    private final JobTemplate jobs;
    private final TurnWatch watch;
    private final Clock clock;
    private final Duration limit;
    private final Chronicle chronicle;
    private final Intents intents;
    private final Credentials credentials;

    /**
     * Turns of any cluster.
     *
     * @param collectors what the collector mounts, if it mounts a Secret
     * @param limit how long one may take steps
     */
    public Turn(
            Look.Source source,
            Write.Port port,
            Knowledge knowledge,
            Optional<CollectorSecret> collectors,
            JobTemplate jobs,
            TurnWatch watch,
            Clock clock,
            Duration limit) {
        this.source = source;
        this.port = port;
        this.knowledge = knowledge;
        this.jobs = jobs;
        this.watch = watch;
        this.clock = clock;
        this.limit = limit;
        this.chronicle = new Chronicle(port);
        this.intents = new Intents(knowledge, port, chronicle, watch);
        this.credentials = new Credentials(port, collectors);
    }

    /**
     * Takes steps until there is none to take.
     *
     * @return when to look again at the latest
     * @throws RuntimeException when a system outside fails; the turn may be taken again at any time
     */
    public Duration take(ClusterKey key) {
        try {
            return steps(key);
        } finally {
            Correlation.end();
        }
    }

    private Duration steps(ClusterKey key) {
        int conflicts = 0;
        Instant deadline = clock.instant().plus(limit);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                Optional<Duration> rest = source.at(key)
                        .map(look -> advance(look, Optional.empty()))
                        .orElseGet(() -> Optional.of(gone(key)));
                if (rest.isPresent()) {
                    return rest.get();
                }
                if (clock.instant().isAfter(deadline)) {
                    watch.outOfTime(key);
                    return SOON;
                }
            } catch (KubernetesClientException e) {
                conflicts++;
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    return refused(key, e);
                }
                if (conflicts > MOST_CONFLICTS) {
                    return blocked(key, e);
                }
            }
        }
        watch.outOfTime(key);
        return SOON;
    }

    /** What a look never shows and the server has nevertheless, looked for again and again, is not the cluster's. */
    private Duration blocked(ClusterKey key, KubernetesClientException conflict) {
        return Foreign.taken(conflict)
                .flatMap(sentence -> say(key, Obstacle.ofOthers(sentence)))
                .orElseThrow(() -> conflict);
    }

    /** What the server will not have is said where people look; all else is for another try. */
    private Duration refused(ClusterKey key, KubernetesClientException answer) {
        return ApiRefusal.sentence(answer)
                .flatMap(sentence -> say(key, Obstacle.ofTheApi(sentence)))
                .orElseThrow(() -> answer);
    }

    private Optional<Duration> say(ClusterKey key, Obstacle obstacle) {
        return source.at(key).flatMap(look -> advance(look, Optional.of(obstacle)));
    }

    /** Tells the other parts when a cluster that they know of is no more. */
    public void forgetIfGone(ClusterKey key) {
        if (source.at(key).isEmpty()) {
            gone(key);
        }
    }

    private Duration gone(ClusterKey key) {
        if (knowledge.published(key).isPresent()) {
            credentials.takeBack(key);
            port.perform(new TopicWrite.Forget(key));
        }
        watch.lost(key);
        return GONE_RECHECK;
    }

    /**
     * One step; empty when there may be another one.
     *
     * @param obstacle why nothing may be done but to say so
     */
    private Optional<Duration> advance(Look look, Optional<Obstacle> obstacle) {
        RedisCluster cluster = look.cluster();
        if (cluster.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of(GONE_RECHECK);
        }
        Instant now = clock.instant();
        SpecReading reading = SpecReading.of(cluster);
        if (reading instanceof SpecReading.Refused refused) {
            return Optional.of(refuse(cluster, refused.sentence(), now));
        }
        Settings settings = ((SpecReading.Accepted) reading).settings();
        if (intents.settle(cluster, settings, now) == Intents.Outcome.SPEC_CHANGED) {
            return Optional.empty();
        }
        Protection protection =
                Protection.of(cluster, settings, look.secrets(), PodReading.images(look.pods()), Passwords::next, now);
        if (protection instanceof Protection.Missing missing) {
            refuse(cluster, missing.sentence(), now);
            return Optional.of(SECRET_RECHECK);
        }
        Protection.Known known = (Protection.Known) protection;
        Optional<Obstacle> blocked =
                credentials.obstacle(look, known).map(Obstacle::ofOthers).or(() -> obstacle);
        if (blocked.isEmpty()) {
            if (credentials.keepUsers(look, known) == Credentials.Users.WRITTEN) {
                return Optional.empty();
            }
            credentials.share(look, settings, known);
        }
        Optional<Sample> sample = knowledge.sample(settings.cluster());
        return step(Observation.of(look, settings, known, jobs, sample, now).blocked(blocked));
    }

    private Duration refuse(RedisCluster cluster, String sentence, Instant now) {
        long generation = cluster.getMetadata().getGeneration();
        RedisClusterStatus status = StatusWriting.refused(cluster.statusOrNew(), sentence, generation, now);
        if (!status.equals(cluster.getStatus())) {
            port.perform(new KubeWrite.Status(cluster.getMetadata(), status));
            chronicle.tell(cluster, "Spec refused", Reason.SPEC_REFUSED, sentence, Long.toString(generation), now);
        }
        return REFUSED_RECHECK;
    }

    private Optional<Duration> step(Observation observation) {
        Settings settings = observation.settings();
        Correlation.follow(
                observation.look().cluster(), observation.observed().memory().operation());
        watch.saw(
                settings.cluster(),
                observation.observed().memory().operation().map(Operation::kind),
                observation.observed().sample());
        publish(Records.of(observation));
        Wanted wanted = new Wanted(
                settings.cluster(),
                settings.shape(),
                Intents.hint(observation.look().cluster()),
                settings.freshness(),
                observation.configuration(),
                observation.care());
        Step step = unlessPasswordIsLost(Plan.next(wanted, observation.observed()), observation);
        if (step instanceof Step.Remember || step instanceof Step.Wait || step instanceof Step.Done) {
            return report(observation, step, Wellbeing.of(wanted, observation.observed()));
        }
        port.perform(StepWriting.write(observation, step, jobs));
        chronicle.done(
                observation.look().cluster(), step, observation.observed().now());
        return Optional.empty();
    }

    /** What is there stays as it is, and is not what was asked for. */
    private static Step unlessPasswordIsLost(Step step, Observation observation) {
        return Optional.of(step)
                .filter(Step.Done.class::isInstance)
                .flatMap(done -> Protection.lostPassword(
                        observation.settings(), observation.look().secrets()))
                .<Step>map(sentence -> new Step.Wait(Reason.SPEC_REFUSED, sentence, SECRET_RECHECK))
                .orElse(step);
    }

    private void publish(ClusterRecord present) {
        if (knowledge
                .published(present.cluster())
                .filter(last -> Records.same(last, present))
                .isEmpty()) {
            port.perform(new TopicWrite.Publish(present));
        }
    }

    /** Writes the status that goes with a step that is nothing but a status. */
    private Optional<Duration> report(Observation observation, Step step, Wellbeing wellbeing) {
        RedisCluster cluster = observation.look().cluster();
        Instant now = observation.observed().now();
        RedisClusterStatus before = cluster.statusOrNew();
        Counts counts = Counts.of(
                observation.observed().sample(), before, observation.settings().freshness(), now);
        Memory memory = step instanceof Step.Remember remember
                ? remember.memory()
                : observation.observed().memory();
        Correlation.follow(cluster, memory.operation());
        RedisClusterStatus status = StatusWriting.status(
                before,
                counts,
                memory,
                step,
                wellbeing,
                observation.selector(),
                memory.operation()
                        .map(operation -> Correlation.of(cluster, operation))
                        .orElse(""),
                cluster.getMetadata().getGeneration(),
                now);
        if (!status.equals(before)) {
            port.perform(new KubeWrite.Status(cluster.getMetadata(), status));
            chronicle.standing(cluster, observation.observed().memory(), step, now);
        }
        if (step instanceof Step.Remember remember) {
            chronicle.remembered(cluster, observation.observed().memory(), remember, now);
            return Optional.empty();
        }
        return Optional.of(rest(cluster, observation.settings(), step));
    }

    private Duration rest(RedisCluster cluster, Settings settings, Step step) {
        if (!(step instanceof Step.Wait wait)) {
            return isWatched(cluster) ? LONG_LOOK : settings.freshness();
        }
        if (CURED_BY_A_SAMPLE.contains(wait.reason())) {
            knowledge.awaitSample(settings.cluster());
        }
        return wait.recheck();
    }

    /** Whether all that counts is watched; Secrets and pods of others are not. */
    private static boolean isWatched(RedisCluster cluster) {
        return Protection.names(cluster).isEmpty() && !cluster.getSpec().existingCluster();
    }
}
