package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.JobTemplate;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.plan.Step;
import java.util.List;
import java.util.Locale;

/** What is written to Kubernetes for a step that changes an object other than the cluster's own. */
final class StepWriting {
    private StepWriting() {}

    static Write write(Observation observation, Step step, JobTemplate jobs) {
        Look look = observation.look();
        if (step instanceof Step.Apply apply) {
            HasMetadata wanted = observation.blueprintOf(apply.object());
            return KubeWrite.made(wanted, look.like(wanted));
        }
        if (step instanceof Step.Remove remove) {
            return new KubeWrite.Remove(look.objects().stream()
                    .filter(object -> object.getKind().equals(remove.object().kind())
                            && object.getMetadata()
                                    .getName()
                                    .equals(remove.object().name()))
                    .findFirst()
                    .orElseThrow());
        }
        if (step instanceof Step.Label label) {
            return new KubeWrite.Label(
                    meta(look.pods(), label.pod()), label.role().name().toLowerCase(Locale.ROOT));
        }
        if (step instanceof Step.DeletePod pod) {
            return new KubeWrite.DeletePod(look.pods().stream()
                    .filter(some -> some.getMetadata().getName().equals(pod.pod()))
                    .findFirst()
                    .orElseThrow());
        }
        if (step instanceof Step.Scale scale) {
            return new KubeWrite.Resize(look.statefulSet().orElseThrow().getMetadata(), scale.pods());
        }
        if (step instanceof Step.StartJob start) {
            return new KubeWrite.Start(WorkJob.of(
                    look.cluster(),
                    observation.settings(),
                    jobs,
                    start,
                    observation.configuration(),
                    Correlation.of(look.cluster(), start.operation())));
        }
        if (step instanceof Step.DeleteJob delete) {
            String name = Names.job(look.cluster().getMetadata().getName(), delete.kind());
            return new KubeWrite.Delete(look.jobs().stream()
                    .filter(job -> job.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("job " + name + " is not the cluster's")));
        }
        throw new IllegalArgumentException("not a step that is written on its own: " + step);
    }

    private static ObjectMeta meta(List<? extends HasMetadata> objects, String name) {
        return objects.stream()
                .map(HasMetadata::getMetadata)
                .filter(meta -> meta.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
