package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of everything that the chart renders, whatever the values are. */
class ChartObjectsTest {
    static List<String> cases() throws IOException {
        return ChartGoldenTest.cases();
    }

    private static List<HasMetadata> objects(String name) {
        return Chart.objects(command(name));
    }

    private static TemplateCommand command(String name) {
        return Chart.template().withValuesFile(ChartGoldenTest.CASES.resolve("in-" + name + ".yaml"));
    }

    /** Pods by the object that makes them. */
    private static Map<String, PodTemplateSpec> pods(List<HasMetadata> objects) {
        return objects.stream()
                .filter(object -> template(object).isPresent())
                .collect(Collectors.toMap(
                        object -> object.getKind() + "/" + object.getMetadata().getName(),
                        object -> template(object).orElseThrow()));
    }

    private static Optional<PodTemplateSpec> template(HasMetadata object) {
        if (object instanceof Deployment it) {
            return Optional.of(it.getSpec().getTemplate());
        } else if (object instanceof StatefulSet it) {
            return Optional.of(it.getSpec().getTemplate());
        }
        return object instanceof Job it ? Optional.of(it.getSpec().getTemplate()) : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachObjectHasOnlyFieldsThatKubernetesKnowsWithValuesOfTheirTypes(String name) throws IOException {
        for (String document : Chart.documents(command(name))) {
            HasMetadata object = Chart.object(document);
            if (!(object instanceof GenericKubernetesResource)) {
                assertThat(StrictReading.read(document, object.getClass())).isEqualTo(object);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"enableServiceLink: false", "nodeSelector: {disks: 2}", "hostname: true", "runAsUser: 1"})
    void theReadingIsStrict(String line) {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: it}\nspec:\n  ";
        assertThatThrownBy(() -> StrictReading.read(pod + line, Pod.class)).isInstanceOf(JsonMappingException.class);
    }

    @Test
    void theDefinitionOutlivesTheRelease() {
        assertThat(objects("least"))
                .filteredOn(object -> object.getKind().equals("CustomResourceDefinition"))
                .singleElement()
                .satisfies(object -> assertThat(object.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachPodPassesTheRestrictedStandardAndWritesToNoImage(String name) {
        Map<String, PodTemplateSpec> pods = pods(objects(name));
        assertThat(pods).hasSizeGreaterThanOrEqualTo(3);
        pods.forEach((owner, pod) -> {
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot())
                    .as(owner)
                    .isTrue();
            assertThat(pod.getSpec().getSecurityContext().getRunAsUser())
                    .as(owner)
                    .isPositive();
            assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                    .as(owner)
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.getSpec().getVolumes())
                    .as(owner)
                    .allMatch(volume -> Stream.of(volume.getEmptyDir(), volume.getConfigMap(), volume.getSecret())
                            .anyMatch(Objects::nonNull));
            for (Container container : pod.getSpec().getContainers()) {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsKeys("memory");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyTheReconcilerHasATokenAndEachPartHasAnAccountOfItsOwn(String name) {
        List<HasMetadata> objects = objects(name);
        Map<String, PodTemplateSpec> pods = pods(objects);
        assertThat(pods.values().stream().map(pod -> pod.getSpec().getServiceAccountName()))
                .doesNotHaveDuplicates()
                .isSubsetOf(objects.stream()
                        .filter(ServiceAccount.class::isInstance)
                        .map(account -> account.getMetadata().getName())
                        .toList());
        assertThat(pods.entrySet().stream()
                        .filter(pod -> pod.getValue().getSpec().getAutomountServiceAccountToken())
                        .map(Map.Entry::getKey))
                .containsExactly("Deployment/redis-operator-controller-manager");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noRuleHasAWildcardAndWithNamespacesNoneIsForTheWholeCluster(String name) {
        List<HasMetadata> objects = objects(name);
        List<PolicyRule> rules = Stream.concat(
                        objects.stream()
                                .filter(Role.class::isInstance)
                                .flatMap(role -> ((Role) role).getRules().stream()),
                        objects.stream()
                                .filter(ClusterRole.class::isInstance)
                                .flatMap(role -> ((ClusterRole) role).getRules().stream()))
                .toList();
        assertThat(rules).isNotEmpty();
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.getVerbs()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getResources()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getApiGroups()).doesNotContain("*");
        });
        boolean everywhere = objects.stream().anyMatch(ClusterRole.class::isInstance);
        assertThat(everywhere).isEqualTo(!name.equals("own-kafka"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachSelectorFindsThePodsItIsMeantFor(String name) {
        List<HasMetadata> objects = objects(name);
        Set<Map<String, String>> labels = pods(objects).values().stream()
                .map(pod -> pod.getMetadata().getLabels())
                .collect(Collectors.toSet());
        selectors(objects)
                .forEach((owner, selector) -> assertThat(labels)
                        .as(owner)
                        .filteredOn(pod -> pod.entrySet().containsAll(selector.entrySet()))
                        .hasSize(1));
    }

    private static Map<String, Map<String, String>> selectors(List<HasMetadata> objects) {
        return objects.stream()
                .filter(object -> !selector(object).isEmpty())
                .collect(Collectors.toMap(
                        object -> object.getKind() + "/" + object.getMetadata().getName(), ChartObjectsTest::selector));
    }

    private static Map<String, String> selector(HasMetadata object) {
        if (object instanceof Service it) {
            return it.getSpec().getSelector();
        } else if (object instanceof NetworkPolicy it) {
            return it.getSpec().getPodSelector().getMatchLabels();
        } else if (object instanceof PodDisruptionBudget it) {
            return it.getSpec().getSelector().getMatchLabels();
        } else if (object instanceof Deployment it) {
            return it.getSpec().getSelector().getMatchLabels();
        }
        return object instanceof StatefulSet it ? it.getSpec().getSelector().getMatchLabels() : Map.of();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachConfigMapThatIsMountedIsThereAndEachMountHasItsVolume(String name) {
        List<HasMetadata> objects = objects(name);
        Set<String> there = objects.stream()
                .filter(ConfigMap.class::isInstance)
                .map(map -> map.getMetadata().getName())
                .collect(Collectors.toSet());
        pods(objects).forEach((owner, pod) -> {
            assertThat(pod.getSpec().getVolumes().stream()
                            .filter(volume -> volume.getConfigMap() != null)
                            .map(volume -> volume.getConfigMap().getName()))
                    .as(owner)
                    .allMatch(there::contains);
            assertThat(pod.getSpec().getContainers().stream()
                            .flatMap(container -> container.getVolumeMounts().stream())
                            .map(mount -> mount.getName())
                            .filter(mount -> !mount.equals("data")))
                    .as(owner)
                    .allMatch(mount -> pod.getSpec().getVolumes().stream()
                            .anyMatch(volume -> volume.getName().equals(mount)));
        });
    }
}
