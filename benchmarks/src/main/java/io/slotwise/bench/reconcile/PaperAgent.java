package io.slotwise.bench.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.slotwise.reconciler.objects.Names;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Plays kubelet and controllers: pods are ready at once and jobs have done their work, on paper. */
final class PaperAgent implements AutoCloseable {
    private final KubernetesClient client;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final ExecutorService hand = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "paper-agent");
        thread.setDaemon(true);
        return thread;
    });
    private final List<SharedIndexInformer<?>> informers;

    PaperAgent(KubernetesClient client) {
        this.client = client;
        informers = List.of(
                client.apps().statefulSets().inNamespace(Paper.NAMESPACE).inform(new Each<>(this::fill)),
                client.batch().v1().jobs().inNamespace(Paper.NAMESPACE).inform(new Each<>(this::finish)));
    }

    /** Hands over each object that is new or other than it was. */
    private final class Each<T> implements ResourceEventHandler<T> {
        private final Consumer<T> work;

        private Each(Consumer<T> work) {
            this.work = work;
        }

        @Override
        public void onAdd(T added) {
            hand.execute(() -> work.accept(added));
        }

        @Override
        public void onUpdate(T before, T after) {
            hand.execute(() -> work.accept(after));
        }

        @Override
        public void onDelete(T gone, boolean unknown) {
            // What is gone wants nothing.
        }
    }

    /** Makes the pods that are missing. */
    void fill(StatefulSet set) {
        Paper paper = new Paper(Paper.numberOf(set.getMetadata().getName()));
        for (int i = 0; i < set.getSpec().getReplicas(); i++) {
            if (made.add(paper.name() + "-" + i)) {
                create(set, paper, i);
            }
        }
    }

    private void create(StatefulSet set, Paper paper, int ordinal) {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(paper.name() + "-" + ordinal)
                        .withNamespace(Paper.NAMESPACE)
                        .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
                        .addToLabels(Names.ROLE_LABEL, Paper.role(ordinal))
                        .withAnnotations(
                                set.getSpec().getTemplate().getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(set.getSpec().getTemplate().getSpec())
                        .build())
                .create();
        client.resource(new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(paper.host(ordinal))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .patchStatus();
    }

    private void finish(Job job) {
        boolean runs = job.getStatus() == null
                || job.getStatus().getConditions() == null
                || job.getStatus().getConditions().isEmpty();
        if (runs && job.getMetadata().getDeletionTimestamp() == null) {
            client.resource(new JobBuilder(job)
                            .editOrNewStatus()
                            .addNewCondition()
                            .withType("Complete")
                            .withStatus("True")
                            .withReason("CompletionsReached")
                            .endCondition()
                            .endStatus()
                            .build())
                    .patchStatus();
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        hand.shutdownNow();
    }
}
