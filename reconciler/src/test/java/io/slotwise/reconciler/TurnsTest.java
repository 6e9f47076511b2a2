package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What liveness goes by. */
class TurnsTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final ClusterKey USERS = new ClusterKey("shop", "users");
    private static final ClusterKey STOCK = new ClusterKey("shop", "stock");

    private final RecentTurns turns = new RecentTurns();

    private void fail(ClusterKey cluster, int times) {
        IntStream.range(0, times).forEach(i -> turns.failed(cluster));
    }

    @Test
    void halfOfTheClustersThatFailAndFailAreAReason() {
        turns.wentWell(USERS);
        fail(CART, 19);
        assertThat(turns.problem()).as("too few to tell").isEmpty();
        fail(CART, 1);
        assertThat(turns.problem()).contains("the last turns of 1 of 2 clusters failed, 20 in all");
    }

    @Test
    void oneClusterThatAlwaysFailsAmongOthersIsNone() {
        turns.wentWell(USERS);
        turns.wentWell(STOCK);
        fail(CART, 500);
        assertThat(turns.problem()).isEmpty();
    }

    @Test
    void aTurnThatGoesWellMakesUpForAllBeforeIt() {
        fail(CART, 500);
        assertThat(turns.problem()).isPresent();
        turns.wentWell(CART);
        assertThat(turns.problem()).isEmpty();
        fail(CART, 19);
        assertThat(turns.problem()).isEmpty();
    }

    @Test
    void aClusterThatIsGoneCountsNoMore() {
        turns.wentWell(USERS);
        turns.wentWell(STOCK);
        fail(CART, 20);
        turns.lost(STOCK);
        turns.wentWell(STOCK);
        assertThat(turns.problem()).contains("the last turns of 1 of 2 clusters failed, 20 in all");
        turns.lost(CART);
        turns.wentWell(CART);
        assertThat(turns.problem()).isEmpty();
    }

    @Test
    void aTurnThatNeverEndsIsNoticed() {
        Instant[] now = {Instant.parse("2026-11-21T08:00:00Z")};
        TurnsUnderWay underWay = new TurnsUnderWay(() -> now[0], Duration.ofSeconds(60));
        underWay.begin(CART);
        now[0] = now[0].plusSeconds(360);
        underWay.begin(USERS);
        assertThat(underWay.problem()).isEmpty();
        now[0] = now[0].plusSeconds(1);
        assertThat(underWay.problem())
                .contains("the turn of shop/cart hangs: it began 361 s ago, and 360 s are the most");
        underWay.end(CART);
        assertThat(underWay.problem()).isEmpty();
    }
}
