package io.slotwise.reconciler.turn;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An API for all tests of a class, and a scene with a cluster of its own for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TurnStage {
    /** A small cluster that scales by itself. */
    static final String SPEC =
            "{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5, replicasPerMaster: 1}";

    private final EmbeddedApi api = RedisClusterApi.start();
    private final AtomicInteger count = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    Scene scene;

    @BeforeEach
    void aClusterOfItsOwn() {
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT) + count.incrementAndGet();
        scene = new Scene(api, new ClusterKey("default", name), UnaryOperator.identity());
    }

    @AfterAll
    void closes() {
        api.close();
    }

    EmbeddedApi api() {
        return api;
    }
}
