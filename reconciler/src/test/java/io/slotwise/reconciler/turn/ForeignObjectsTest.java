package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.objects.CollectorSecret;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objects of somebody else's that have a name which a cluster needs. */
class ForeignObjectsTest extends TurnStage {
    @Test
    void aServiceOfSomebodyElseWithTheClustersNameIsLeftAsItIsAndNamed() {
        String name = scene.key().name();
        Service theirs = scene.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "shop")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        scene.create(SPEC);
        scene.tick();

        assertThat(scene.condition("Stalled")).isEqualTo("True NOT_ADOPTED");
        assertThat(scene.status().condition("Stalled").orElseThrow().getMessage())
                .contains(
                        "\"" + name + "\" already exists and was made by somebody else: give this object another name");
        assertThat(scene.events(Reason.NOT_ADOPTED)).hasSize(1);
        assertThat(scene.client().resource(theirs).get()).isEqualTo(theirs);

        scene.tick();
        assertThat(scene.events(Reason.NOT_ADOPTED)).as("told once").hasSize(1);
        scene.client().resource(theirs).delete();
        scene.settle();
        assertThat(scene.condition("Stalled")).isEqualTo("False SETTLED");
    }

    @Test
    void aSecretOfSomebodyElseWithTheUsersNameIsLeftAsItIsAndNamed() {
        String name = scene.key().name() + "-users";
        Secret theirs = scene.secret(name, Map.of("shopkeeper", "open sesame", "password", "abracadabra"));
        CollectorSecret shared = new CollectorSecret("default", scene.key().name() + "-access");
        scene.restartWithCollector(shared);
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {secretName: " + name + "}}");
        scene.tick();

        assertThat(scene.condition("Stalled")).isEqualTo("True NOT_ADOPTED");
        assertThat(scene.status().condition("Stalled").orElseThrow().getMessage())
                .contains(
                        "Secret " + name + " is there and was made by somebody else: take it away or give it another");
        assertThat(scene.events(Reason.NOT_ADOPTED)).hasSize(1);
        assertThat(scene.client().resource(theirs).get()).isEqualTo(theirs);
        assertThat(scene.told(shared)).isEmpty();

        scene.secret("redis-auth", Map.of("password", "open sesame"));
        scene.client().resource(theirs).delete();
        scene.patch("{\"spec\":{\"auth\":{\"secretName\":\"redis-auth\"}}}");
        scene.settle();
        assertThat(scene.condition("Stalled")).isEqualTo("False SETTLED");
        assertThat(Objects.requireNonNull(scene.client().resource(theirs).get())
                        .getMetadata()
                        .getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getName()).isEqualTo(scene.key().name()));
    }
}
