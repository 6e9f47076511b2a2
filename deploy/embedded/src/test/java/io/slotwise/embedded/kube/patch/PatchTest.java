package io.slotwise.embedded.kube.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatchTest {
    private static final String PODS =
            "{spec: {containers: [{name: a, image: 'a:1', env: [{name: X, value: '1'}]}, {name: b, image: 'b:1'}]}}";

    private static ObjectNode tree(String yaml) {
        try {
            return Nodes.asObject(Nodes.yaml(yaml)).orElseThrow();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    private static void assertStrategic(String before, String patch, String after) {
        assertThat(StrategicMerge.apply(tree(before), tree(patch))).isEqualTo(tree(after));
    }

    @Test
    void aMergePatchRemovesWhatIsNull() {
        assertThat(MergePatch.apply(tree("{a: {b: 1, c: 2}, d: [1]}"), tree("{a: {b: null}, d: [2, 3]}")))
                .isEqualTo(tree("{a: {c: 2}, d: [2, 3]}"));
    }

    @Test
    void aStrategicPatchMergesElementsByTheirKey() {
        assertStrategic(
                PODS,
                "{spec: {containers: [{name: a, env: [{name: Y, value: '2'}]}]}}",
                "{spec: {containers: [{name: a, image: 'a:1', env: [{name: X, value: '1'}, {name: Y, value: '2'}]},"
                        + " {name: b, image: 'b:1'}]}}");
    }

    @Test
    void aStrategicPatchDeletesAnElement() {
        assertStrategic(
                PODS,
                "{spec: {containers: [{name: a, $patch: delete}]}}",
                "{spec: {containers: [{name: b, image: 'b:1'}]}}");
    }

    @Test
    void aStrategicPatchOrdersElements() {
        assertStrategic(
                PODS,
                "{spec: {$setElementOrder/containers: [{name: b}, {name: a}]}}",
                "{spec: {containers: [{name: b, image: 'b:1'}, {name: a, image: 'a:1', env: [{name: X, value: '1'}]}]}}");
    }

    @Test
    void aStrategicPatchKeepsOnlyTheKeysItNames() {
        assertStrategic(
                "{spec: {strategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}}}",
                "{spec: {strategy: {$retainKeys: [type], type: OnDelete}}}",
                "{spec: {strategy: {type: OnDelete}}}");
    }

    @Test
    void aStrategicPatchTakesTextsOutOfASet() {
        assertStrategic(
                "{metadata: {finalizers: [a, b]}}",
                "{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [c]}}",
                "{metadata: {finalizers: [b, c]}}");
    }

    private static ObjectNode applied(ObjectNode before, String manager, String given) {
        return new ServerSideApply(manager, "", Instant.EPOCH).apply(before, tree(given));
    }

    @Test
    void whatAManagerNoLongerGivesGoesUnlessAnotherGivesIt() {
        ObjectNode first = applied(Nodes.object(), "one", "{data: {a: '1', b: '1'}}");
        ObjectNode second = applied(first, "two", "{data: {b: '1'}}");
        ObjectNode third = applied(second, "one", "{data: {c: '1'}}");
        assertThat(third.path("data")).isEqualTo(tree("{b: '1', c: '1'}"));
    }

    @Test
    void anElementThatItsManagerNoLongerGivesGoesWithItsDefaults() {
        ObjectNode first = applied(Nodes.object(), "one", PODS);
        Nodes.asObject(first.at("/spec/containers/1")).orElseThrow().put("imagePullPolicy", "Always");
        ObjectNode second = applied(first, "one", "{spec: {containers: [{name: a, image: 'a:2'}]}}");
        assertThat(second.path("spec")).isEqualTo(tree("{containers: [{name: a, image: 'a:2'}]}"));
    }

    @Test
    void applyingTheSameAgainChangesNothing() {
        ObjectNode first = applied(Nodes.object(), "one", PODS);
        assertThat(new ServerSideApply("one", "", Instant.EPOCH.plusSeconds(9)).apply(first, tree(PODS)))
                .isEqualTo(first);
    }
}
