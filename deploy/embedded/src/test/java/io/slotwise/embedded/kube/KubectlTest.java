package io.slotwise.embedded.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.Kubectl.Outcome;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlTest {
    private static final String GADGET = """
            apiVersion: test.slotwise.io/v1
            kind: Gadget
            metadata:
              name: one
            spec:
              size: %s
            """;

    private final EmbeddedApi api = EmbeddedApi.start();
    private final KubernetesClient client = api.client();

    private final Kubectl kubectl;

    KubectlTest(@TempDir Path home) {
        kubectl = new Kubectl(home, api);
    }

    @BeforeAll
    void needsKubectl() {
        assumeTrue(Kubectl.isInstalled(), "skipped: there is no kubectl on this system's PATH");
        client.load(KubectlTest.class.getResourceAsStream("/kube/gadgets.yaml")).create();
    }

    @AfterEach
    void cleans() throws Exception {
        kubectl.run("delete", "gadgets,configmaps,statefulsets,pods,services", "--all", "--now");
    }

    @AfterAll
    void closes() {
        api.close();
    }

    private Outcome apply(String manifest) throws Exception {
        return kubectl.runWithInput(manifest, "apply", "-f", "-");
    }

    @Test
    void applyCreatesThenConfiguresThenLeavesUnchanged() throws Exception {
        assertThat(apply(GADGET.formatted(4)).output()).contains("gadget.test.slotwise.io/one created");
        assertThat(apply(GADGET.formatted(5)).output()).contains("gadget.test.slotwise.io/one configured");
        assertThat(apply(GADGET.formatted(5)).output()).contains("gadget.test.slotwise.io/one unchanged");
    }

    @Test
    void getShowsTheColumnsOfTheDefinition() throws Exception {
        apply(GADGET.formatted(4));
        assertThat(kubectl.run("get", "gd").output().lines().toList())
                .satisfiesExactly(
                        heading -> assertThat(heading).matches("NAME +SIZE +READY +AGE"),
                        row -> assertThat(row).matches("one +4 +\\d+s"));
    }

    @Test
    void patchLabelAnnotateAndScaleChangeTheObject() throws Exception {
        apply(GADGET.formatted(4));
        assertThat(kubectl.run("patch", "gadget", "one", "--type", "merge", "-p", "{\"spec\":{\"size\":6}}")
                        .code())
                .isZero();
        assertThat(kubectl.run("label", "gadget", "one", "tier=gold").output()).contains("labeled");
        assertThat(kubectl.run("annotate", "gadget", "one", "note=x").output()).contains("annotated");
        assertThat(kubectl.run("get", "gadgets", "-l", "tier=gold", "-o", "jsonpath={.items[*].spec.size}")
                        .output())
                .isEqualTo("6");
        assertThat(kubectl.run("scale", "gadget", "one", "--replicas", "7").output())
                .contains("scaled");
        assertThat(kubectl.run("get", "gadget", "one", "-o", "jsonpath={.spec.size}")
                        .output())
                .isEqualTo("7");
    }

    @Test
    void aJsonPatchWhoseTestFailsIsRefusedAtOnce() throws Exception {
        apply(GADGET.formatted(4));
        Outcome outcome = kubectl.run(
                "patch",
                "gadget",
                "one",
                "--type",
                "json",
                "-p",
                "[{\"op\":\"test\",\"path\":\"/spec/size\",\"value\":9},{\"op\":\"remove\",\"path\":\"/spec/size\"}]");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void describeShowsTheObjectAndItsEvents() throws Exception {
        apply(GADGET.formatted(4));
        String uid = kubectl.run("get", "gadget", "one", "-o", "jsonpath={.metadata.uid}")
                .output();
        client.v1()
                .events()
                .resource(new io.fabric8.kubernetes.api.model.EventBuilder()
                        .withNewMetadata()
                        .withName("one.1")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Gadget")
                        .withName("one")
                        .withNamespace("default")
                        .withUid(uid)
                        .endInvolvedObject()
                        .withType("Normal")
                        .withReason("Polished")
                        .withMessage("it shines")
                        .build())
                .create();
        assertThat(kubectl.run("describe", "gadget", "one").output())
                .contains("Name:         one", "Size:")
                .containsPattern("Normal +Polished.*it shines");
    }

    @Test
    void watchPrintsALineForEachChange() throws Exception {
        apply(GADGET.formatted(4));
        Process watch = kubectl.start("get", "gadgets", "-w", "--no-headers");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (BufferedReader reader = watch.inputReader()) {
            Thread collector = new Thread(() -> reader.lines().forEach(lines::add));
            collector.start();
            await().until(() -> lines.size() == 1);
            apply(GADGET.formatted(5));
            await().untilAsserted(
                            () -> assertThat(lines).hasSize(2).last().asString().matches("one +5 +.*"));
            watch.destroy();
            collector.join();
        }
    }

    @Test
    void waitReturnsWhenTheConditionHolds() throws Exception {
        apply(GADGET.formatted(4));
        Process waits = kubectl.start("wait", "--for=condition=Ready", "gadget/one", "--timeout=20s");
        kubectl.run(
                "patch",
                "gadget",
                "one",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
        assertThat(new String(waits.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("condition met");
        assertThat(waits.waitFor()).isZero();
    }

    @Test
    void deleteEndsTheObject() throws Exception {
        apply(GADGET.formatted(4));
        assertThat(kubectl.run("delete", "gadget", "one").output()).contains("deleted");
        assertThat(kubectl.run("get", "gadget", "one").output())
                .contains("Error from server (NotFound): gadgets.test.slotwise.io \"one\" not found");
    }

    @Test
    void builtInKindsAreAppliedAndConfigured() throws Exception {
        String set = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web}
                spec:
                  serviceName: web
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: web
                        image: web:1
                        env: [{name: A, value: "%d"}]
                """;
        assertThat(apply(set.formatted(2, 1)).output()).contains("statefulset.apps/web created");
        assertThat(apply(set.formatted(3, 2)).output()).contains("statefulset.apps/web configured");
        assertThat(kubectl.run("get", "sts").output()).containsPattern("web +0/3");
        assertThat(kubectl.run("scale", "sts", "web", "--replicas=5").output()).contains("scaled");
        assertThat(kubectl.run("describe", "sts", "web").output()).contains("Replicas:           5 desired");
    }

    @Test
    void serverSideApplyMergesWhatIsGiven() throws Exception {
        Outcome outcome = kubectl.runWithInput(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: '1'}\n",
                "apply",
                "--server-side",
                "-f",
                "-");
        assertThat(outcome.output()).contains("serverside-applied");
        kubectl.runWithInput(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {b: '2'}\n",
                "apply",
                "--server-side",
                "--field-manager=other",
                "-f",
                "-");
        kubectl.runWithInput(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {c: '3'}\n",
                "apply",
                "--server-side",
                "-f",
                "-");
        assertThat(kubectl.run("get", "cm", "m", "-o", "jsonpath={.data}").output())
                .isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
    }

    @Test
    void aBadObjectIsRefusedWithTheRulesSentence() throws Exception {
        assertThat(apply(GADGET.formatted(2)).output())
                .contains("The Gadget \"one\" is invalid: spec: Invalid value: \"object\": size must not be less than"
                        + " least");
        assertThat(apply(GADGET.formatted(0)).output())
                .contains("spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1");
        assertThat(apply(GADGET.formatted("many")).output())
                .contains("spec.size in body must be of type integer: \"string\"");
        assertThat(apply(GADGET.formatted(4) + "  tags: [x]").output())
                .contains("every tag begins with t, but they are x");
        assertThat(apply(GADGET.formatted(4) + "  colour: blue").output())
                .contains("Unsupported value: \"blue\": supported values: \"red\", \"green\"");
        assertThat(apply(GADGET.formatted(4) + "  shape: round").output())
                .contains("strict decoding error: unknown field \"spec.shape\"");
    }

    @Test
    void defaultsAreFilledIn() throws Exception {
        apply(GADGET.formatted(4));
        assertThat(kubectl.run("get", "gadget", "one", "-o", "jsonpath={.spec.least} {.spec.colour}")
                        .output())
                .isEqualTo("3 red");
    }

    @Test
    void aRuleOverTimeRefusesTheChange() throws Exception {
        apply(GADGET.formatted(4) + "  options: {a: b}");
        Outcome outcome =
                kubectl.run("patch", "gadget", "one", "--type", "merge", "-p", "{\"spec\":{\"options\":null}}");
        assertThat(outcome.output()).contains("options cannot be taken away");
    }

    @Test
    void editWritesWhatTheEditorSaved() throws Exception {
        apply(GADGET.formatted(4));
        Outcome outcome = kubectl.runWith(
                java.util.Map.of("KUBE_EDITOR", "sed -i s/size:.4/size:\\ 8/"), "", "edit", "gadget", "one");
        assertThat(outcome.output()).contains("edited");
        assertThat(kubectl.run("get", "gadget", "one", "-o", "jsonpath={.spec.size}")
                        .output())
                .isEqualTo("8");
    }

    @Test
    void explainKnowsTheDefinition() throws Exception {
        assertThat(kubectl.run("explain", "gadget.spec").output())
                .contains("size")
                .contains("<integer>");
    }
}
