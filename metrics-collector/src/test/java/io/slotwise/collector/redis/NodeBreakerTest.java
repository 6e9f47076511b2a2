package io.slotwise.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.collector.reading.Span;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NodeBreakerTest {
    private static final Endpoint NODE = new Endpoint("cart-0", "10.0.0.1", 6379);
    private static final Endpoint OTHER = new Endpoint("cart-1", "10.0.0.2", 6379);
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final List<CompletableFuture<NodeAnswer>> questions = new ArrayList<>();
    private final NodeBreaker breaker = new NodeBreaker(NODE);

    private CompletableFuture<NodeAnswer> ask() {
        return breaker.ask(LIMIT, () -> {
            questions.add(new CompletableFuture<>());
            return last();
        });
    }

    private CompletableFuture<NodeAnswer> last() {
        return questions.get(questions.size() - 1);
    }

    private void fallsSilent() {
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            CompletableFuture<NodeAnswer> answer = ask();
            assertThat(answer).isNotDone();
            last().complete(new Silent(NODE, "no answer"));
            assertThat(answer.join()).isEqualTo(new Silent(NODE, "no answer"));
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    private static NodeAnswer full() {
        return NodeAnswer.read(
                NODE,
                new Span(0, 1),
                "run_id:a\n",
                "a".repeat(40) + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 0-16383\n",
                "cluster_state:ok\n");
    }

    /** The question of a node that was silent, once the tick has stopped to wait for it. */
    private void asksAside() {
        await().until(() -> breaker.state() != State.CLOSED && askedAside());
    }

    private boolean askedAside() {
        int before = questions.size();
        NodeAnswer answer = ask().join();
        assertThat(((Silent) answer).problem()).isEqualTo("no answer before, and is not waited for until it answers");
        return questions.size() > before;
    }

    @Test
    void aNodeThatWasSilentThriceIsAskedOnAndHardlyWaitedFor() {
        fallsSilent();
        asksAside();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        int asked = questions.size();

        assertThat(ask()).as("while it is still being asked").isCompleted();
        assertThat(questions).hasSize(asked);

        last().complete(new Silent(NODE, "no answer"));
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aNodeThatAnswersLateIsWaitedForFromThenOn() {
        fallsSilent();
        asksAside();
        last().complete(full());

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        CompletableFuture<NodeAnswer> next = ask();
        last().complete(full());
        assertThat(next.join()).isInstanceOf(Full.class);
    }

    @Test
    void aNodeThatAnswersAtOnceAgainIsSeenAtOnce() {
        fallsSilent();
        await().until(() -> breaker.ask(LIMIT, () -> CompletableFuture.completedFuture(full()))
                        .join()
                instanceof Full);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aQuestionThatCannotBeAskedDoesNotKeepTheNextFromBeingAsked() {
        fallsSilent();
        await().untilAsserted(() -> assertThatThrownBy(() -> breaker.ask(LIMIT, () -> {
                    throw new IllegalStateException("no file says how");
                }))
                .hasMessage("no file says how"));

        assertThat(breaker.ask(LIMIT, () -> CompletableFuture.completedFuture(full()))
                        .join())
                .isInstanceOf(Full.class);
    }

    @Test
    void aSilenceOrTwoAreNothing() {
        for (int i = 0; i < 10; i++) {
            NodeAnswer answer = i % 3 == 0 ? full() : new Silent(NODE, "no answer");
            CompletableFuture<NodeAnswer> said = ask();
            last().complete(answer);
            assertThat(said.join()).isEqualTo(answer);
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void aClusterIsAsItsWorstNodeAndThoseThatItHasNoMoreDoNotCount() {
        NodeBreakers all = new NodeBreakers();
        for (int i = 0; i < 3; i++) {
            tell(all.of(CART, NODE), new Silent(NODE, "no answer"));
            tell(all.of(CART, OTHER), full());
        }
        assertThat(all.states()).containsOnly(Map.entry(CART, State.OPEN));

        all.retain(CART, List.of(OTHER));
        assertThat(all.states()).containsOnly(Map.entry(CART, State.CLOSED));
        all.retain(CART, List.of());
        assertThat(all.states()).isEmpty();
    }

    private static void tell(NodeBreaker breaker, NodeAnswer answer) {
        assertThat(breaker.ask(LIMIT, () -> CompletableFuture.completedFuture(answer)))
                .isCompletedWithValue(answer);
    }
}
