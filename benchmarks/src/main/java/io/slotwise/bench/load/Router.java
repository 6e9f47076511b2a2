package io.slotwise.bench.load;

import io.slotwise.bench.resp.Answer;
import io.slotwise.model.topology.SlotSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/** Sends each operation to the owner of its slot, and learns owners from redirects. */
final class Router implements AutoCloseable {
    private static final int MOST_REDIRECTS = 16;

    private final AtomicReferenceArray<String> owners = new AtomicReferenceArray<>(SlotSet.COUNT);
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final BiConsumer<Operation, Answer> onAnswer;

    Router(IntFunction<String> owner, BiConsumer<Operation, Answer> onAnswer) {
        this.onAnswer = onAnswer;
        for (int slot = 0; slot < SlotSet.COUNT; slot++) {
            owners.set(slot, owner.apply(slot));
        }
    }

    void gather(Operation operation) {
        channel(owners.get(operation.slot())).gather(operation.words(), answer -> answered(operation, answer));
    }

    void flush() {
        channels.values().forEach(Channel::flush);
    }

    private Channel channel(String address) {
        return channels.computeIfAbsent(address, Channel::open);
    }

    private void answered(Operation operation, Answer answer) {
        if (answer instanceof Answer.Failure failure && operation.redirects() < MOST_REDIRECTS) {
            Redirect.parse(failure.sentence())
                    .ifPresentOrElse(
                            redirect -> follow(redirect, operation.redirected()),
                            () -> onAnswer.accept(operation, answer));
        } else {
            onAnswer.accept(operation, answer);
        }
    }

    private void follow(Redirect redirect, Operation operation) {
        Channel channel = channel(redirect.address());
        if (redirect.kind() == Redirect.Kind.ASK) {
            channel.ask(operation.words(), answer -> answered(operation, answer));
        } else {
            owners.set(redirect.slot(), redirect.address());
            channel.gather(operation.words(), answer -> answered(operation, answer));
            channel.flush();
        }
    }

    @Override
    public void close() {
        channels.values().forEach(Channel::close);
    }
}
