package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.slotwise.model.JobEvent;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.plan.Step;
import io.slotwise.reconciler.spec.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Job that runs the job runner once. */
public final class WorkJob {
    /** The operation that a job was made for. */
    public static final String OPERATION = "slotwise.io/operation";
    /** Which try of it a job is. */
    public static final String ATTEMPT = "slotwise.io/attempt";
    /** The live configuration that a job was made for. */
    public static final String CONFIGURATION = "slotwise.io/configuration";
    /** What a job is part of. */
    public static final String CORRELATION = "slotwise.io/correlation";
    /** What a job's pod must find to begin, as far as we say it. */
    public static final String NEEDS = "slotwise.io/needs";
    /** What a job does. */
    public static final String KIND_LABEL = "job";

    /** Where its container leaves the sentence that it ended with; Kubernetes' own place for it. */
    private static final String LAST_WORDS = "/dev/termination-log";
    /** What a job has left of its time when the runner ends by itself and says how far it is, before it is killed. */
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final long RUNNER_USER = 10001;
    private static final int RETRIES = 2;
    /** Exit codes of the job runner that another run would only repeat: wrong usage, refused. */
    private static final List<Integer> FINAL_CODES = List.of(2, 3);

    private WorkJob() {}

    /**
     * The Job.
     *
     * @param configuration the live configuration that it is made for
     * @param correlation what it is part of
     */
    public static Job of(
            RedisCluster cluster,
            Settings settings,
            JobTemplate template,
            Step.StartJob step,
            String configuration,
            String correlation) {
        String clusterName = cluster.getMetadata().getName();
        String name = Names.job(clusterName, step.kind());
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder(Names.meta(cluster, name))
                        .addToLabels(KIND_LABEL, step.kind().word())
                        .addToAnnotations(OPERATION, step.operation().id())
                        .addToAnnotations(ATTEMPT, Integer.toString(step.attempt()))
                        .addToAnnotations(CONFIGURATION, configuration)
                        .addToAnnotations(CORRELATION, correlation)
                        .addToAnnotations(NEEDS, needs(settings, template, step.kind()))
                        .build())
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(settings.jobTimeout().toSeconds())
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withOperator("In")
                .withValues(FINAL_CODES)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .withTemplate(pod(clusterName, name, settings, template, step, correlation))
                .endSpec()
                .build();
    }

    /**
     * Identity of what the pod of a job must find to begin: image, account, resources, Secrets and volumes. It is kept with the job
     * rather than read from its pods' template, since others may write there.
     */
    public static String needs(Settings settings, JobTemplate template, JobEvent.Kind kind) {
        return Revision.hash(SERIALIZATION.asJson(List.of(
                template.image(),
                account(template),
                template.resources(),
                settings.hosting().pod().imagePullSecrets(),
                new JobAccess(settings, kind, template.kafkaSecret()).volumes())));
    }

    private static String account(JobTemplate template) {
        return template.serviceAccount().isEmpty() ? "default" : template.serviceAccount();
    }

    private static Stream<String> time(Settings settings) {
        return Stream.of(
                "--timeout", Long.toString(settings.jobTimeout().minus(FAREWELL).toSeconds()));
    }

    private static PodTemplateSpec pod(
            String cluster,
            String name,
            Settings settings,
            JobTemplate template,
            Step.StartJob step,
            String correlation) {
        JobAccess access = new JobAccess(settings, step.kind(), template.kafkaSecret());
        Map<String, String> environment = new TreeMap<>(template.environment());
        environment.put("JOB_NAME", name);
        environment.put("SLOTWISE_CORRELATION", correlation);
        environment.put("SLOTWISE_LAST_WORDS", LAST_WORDS);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels(Names.runnerLabels(cluster))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(account(template))
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(Security.pod(RUNNER_USER))
                .withImagePullSecrets(settings.hosting().pod().imagePullSecrets())
                .withVolumes(access.volumes())
                .addNewContainer()
                .withName("job-runner")
                .withImage(template.image())
                .withArgs(Stream.of(step.arguments().stream(), time(settings), access.words())
                        .flatMap(words -> words)
                        .toList())
                .withResources(template.resources())
                .withVolumeMounts(access.mounts())
                .withEnv(Stream.concat(
                                environment.entrySet().stream()
                                        .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null)),
                                access.variables().stream())
                        .toList())
                .withTerminationMessagePath(LAST_WORDS)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(Security.container())
                .endContainer()
                .endSpec()
                .build();
    }
}
