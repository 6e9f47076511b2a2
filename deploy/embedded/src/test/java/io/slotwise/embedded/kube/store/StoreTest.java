package io.slotwise.embedded.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final KindId PODS = new KindId("", "pods");

    private final Store store = new Store();

    private void put(String namespace, String name, String labels) throws JsonProcessingException {
        ObjectNode object = Nodes.asObject(Nodes.yaml(
                        "{metadata: {namespace: " + namespace + ", name: " + name + ", labels: {" + labels + "}}}"))
                .orElseThrow();
        store.put(PODS, object);
    }

    private List<String> found(String namespace, String selector) {
        return store.list(PODS, namespace, Selector.labels(selector)).stream()
                .map(object -> new Meta(object).namespace() + "/" + new Meta(object).name())
                .toList();
    }

    @Test
    void objectsAreFoundByTheLabelsThatTheyCarryNow() throws JsonProcessingException {
        put("shop", "b", "app: redis, cluster: cart");
        put("shop", "a", "app: redis, cluster: cart");
        put("shop", "c", "app: redis, cluster: till");
        put("shop-2", "d", "app: redis, cluster: cart");
        assertThat(found("shop", "app=redis,cluster=cart")).containsExactly("shop/a", "shop/b");
        assertThat(found("", "cluster=cart")).containsExactly("shop-2/d", "shop/a", "shop/b");
        assertThat(found("shop", "cluster in (cart,till),app=redis")).containsExactly("shop/a", "shop/b", "shop/c");

        put("shop", "a", "app: redis, cluster: till");
        store.remove(new ObjectKey(PODS, "shop", "c"));
        assertThat(found("shop", "cluster=cart")).containsExactly("shop/b");
        assertThat(found("shop", "cluster=till")).containsExactly("shop/a");
        assertThat(found("shop", "cluster=till,app!=redis")).isEmpty();
        assertThat(found("shop", "cluster=none")).isEmpty();
        assertThat(found("shop", "")).containsExactly("shop/a", "shop/b");
    }

    @Test
    void whatAskedForTwoValuesOfALabelFindsNothing() throws JsonProcessingException {
        put("shop", "a", "app: redis");
        assertThat(found("shop", "app=redis,app=valkey")).isEmpty();
    }
}
