package io.slotwise.reconciler.world;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.crd.RedisCluster;

/** An embedded Kubernetes API that knows the kind {@code RedisCluster}. */
public final class RedisClusterApi {
    private RedisClusterApi() {}

    public static EmbeddedApi start() {
        EmbeddedApi api = EmbeddedApi.start();
        api.client()
                .load(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))
                .create();
        return api;
    }
}
