package io.slotwise.bench.load;

import io.slotwise.bench.resp.Answer;
import io.slotwise.bench.resp.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A connection to one node with a thread that hands each answer to whoever waits for it. */
final class Channel implements AutoCloseable {
    private final Wire wire;
    private final Queue<Consumer<Answer>> waiting = new ConcurrentLinkedQueue<>();

    private Channel(Wire wire) {
        this.wire = wire;
    }

    static Channel open(String address) {
        try {
            Channel channel = new Channel(Wire.open(address));
            Thread reader = new Thread(channel::read, "bench client " + address);
            reader.setDaemon(true);
            reader.start();
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + address, e);
        }
    }

    /** Adds a command to those that {@link #flush} sends. */
    synchronized void gather(List<String> words, Consumer<Answer> onAnswer) {
        waiting.add(onAnswer);
        try {
            wire.gather(words);
        } catch (IOException e) {
            wire.close(); // the reader then tells all who wait
        }
    }

    synchronized void flush() {
        try {
            wire.flush();
        } catch (IOException e) {
            wire.close(); // as above
        }
    }

    /** Sends this once to a node that is only importing the slot. */
    synchronized void ask(List<String> words, Consumer<Answer> onAnswer) {
        gather(List.of("ASKING"), ignored -> {});
        gather(words, onAnswer);
        flush();
    }

    private void read() {
        try {
            while (true) {
                Answer answer = wire.receive();
                Consumer<Answer> first = waiting.poll();
                if (first == null) {
                    throw new IOException("an answer that nobody asked for: " + answer);
                }
                first.accept(answer);
            }
        } catch (IOException e) {
            Answer lost = new Answer.Failure("connection lost: " + e.getMessage());
            for (Consumer<Answer> next = waiting.poll(); next != null; next = waiting.poll()) {
                next.accept(lost);
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
