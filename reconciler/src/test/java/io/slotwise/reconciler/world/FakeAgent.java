package io.slotwise.reconciler.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays kubelet and controllers for one cluster of the embedded API: pods appear ready, jobs do their work at once. */
public final class FakeAgent {
    private final KubernetesClient client;
    private final ClusterKey cluster;
    private final String set;
    private final FakeRedis redis = new FakeRedis();
    private final Map<String, String> hosts = new TreeMap<>();
    private int replaced;
    private JobFate fate = JobFate.SUCCEEDS;
    private String readiness = "True";

    /** What becomes of jobs. */
    public enum JobFate {
        SUCCEEDS,
        FAILS,
        /** It does its work and fails all the same. */
        FAILS_AT_THE_END,
        RUNS_ON,
        /** It has a pod, whose image is nowhere. */
        FINDS_NO_IMAGE
    }

    public FakeAgent(KubernetesClient client, ClusterKey cluster) {
        this(client, cluster, cluster.name());
    }

    /** For a cluster whose StatefulSet has another name. */
    public FakeAgent(KubernetesClient client, ClusterKey cluster, String set) {
        this.client = client;
        this.cluster = cluster;
        this.set = set;
    }

    public FakeRedis redis() {
        return redis;
    }

    /** How many pods were made anew. */
    public int replaced() {
        return replaced;
    }

    /** Pods that are made from now on run, and their probe never succeeds. */
    public void letPodsBeUnready() {
        readiness = "False";
    }

    /** Jobs run and do not end. */
    public void holdJobs() {
        fate = JobFate.RUNS_ON;
    }

    public void letJobs(JobFate next) {
        fate = next;
    }

    public Sample sample(Instant at) {
        return redis.sample(cluster, at);
    }

    /** Brings pods and jobs to where the API says they should be. */
    public void work() {
        StatefulSet present = client.apps()
                .statefulSets()
                .inNamespace(cluster.namespace())
                .withName(set)
                .get();
        if (present != null) {
            scale(present);
        }
        client
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withLabel("cluster", cluster.name())
                .list()
                .getItems()
                .stream()
                .filter(job -> job.getStatus() == null
                        || job.getStatus().getConditions().isEmpty())
                .forEach(this::run);
    }

    private void scale(StatefulSet set) {
        int size = set.getSpec().getReplicas();
        makeAnew(set);
        for (int i = 0; i < size; i++) {
            String name = set.getMetadata().getName() + "-" + i;
            if (!hosts.containsKey(name)) {
                String host = "10.1.0." + (i + 1);
                hosts.put(name, host);
                redis.start(name, host);
                create(set, name, host);
            }
        }
        List<String> gone = hosts.keySet().stream()
                .filter(pod -> FakeRedis.ordinal(pod) >= size)
                .toList();
        gone.forEach(pod -> {
            redis.stop(pod);
            hosts.remove(pod);
            client.pods()
                    .inNamespace(cluster.namespace())
                    .withName(pod)
                    .withGracePeriod(0)
                    .delete();
        });
    }

    /** Pods that were deleted come back with nothing, at another address. */
    private void makeAnew(StatefulSet set) {
        hosts.replaceAll((name, host) -> {
            Pod pod = client.pods()
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .get();
            if (pod != null && pod.getMetadata().getDeletionTimestamp() == null) {
                return host;
            }
            client.pods()
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .withGracePeriod(0)
                    .delete();
            String next = "10.2." + ++replaced + "." + (FakeRedis.ordinal(name) + 1);
            redis.replace(name, next);
            create(set, name, next);
            return next;
        });
    }

    private boolean isBroken(StatefulSet set) {
        return set.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage()
                .contains("broken");
    }

    private void create(StatefulSet set, String name, String host) {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
                        .withAnnotations(
                                set.getSpec().getTemplate().getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(set.getSpec().getTemplate().getSpec())
                        .build())
                .create();
        if (isBroken(set)) {
            findsNoImage(pod, "redis");
            return;
        }
        client.resource(new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(host)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(readiness)
                        .endCondition()
                        .addNewContainerStatus()
                        .withName("redis")
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .patchStatus();
    }

    private void wait(Job job) {
        String name = job.getMetadata().getName() + "-" + job.getMetadata().getUid();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.namespace())
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
        if (client.resource(pod).get() == null) {
            findsNoImage(client.resource(pod).create(), "job-runner");
        }
    }

    private void findsNoImage(Pod pod, String container) {
        client.resource(new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Pending")
                        .addNewContainerStatus()
                        .withName(container)
                        .withNewState()
                        .withNewWaiting("no such image", "ErrImagePull")
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .patchStatus();
    }

    private void run(Job job) {
        if (fate == JobFate.RUNS_ON) {
            return;
        }
        if (fate == JobFate.FINDS_NO_IMAGE) {
            wait(job);
            return;
        }
        if (fate != JobFate.FAILS) {
            redis.run(
                    job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs());
        }
        boolean complete = fate == JobFate.SUCCEEDS;
        client.resource(new JobBuilder(job)
                        .editOrNewStatus()
                        .addNewCondition()
                        .withType(complete ? "Complete" : "Failed")
                        .withStatus("True")
                        .withReason(complete ? "CompletionsReached" : "BackoffLimitExceeded")
                        .endCondition()
                        .endStatus()
                        .build())
                .patchStatus();
    }
}
