package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BystandersTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch answers = new CountDownLatch(1);

    @Test
    @Timeout(30)
    void nobodyWaitsForTheAnswersAndAllIsHeardInTheEnd() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> listen(door), "master").start();
            try (Bystanders bystanders = new Bystanders(Access.nameless(Credentials.NONE))) {
                bystanders.tell(List.of(master(door)), orders(1, 2));

                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
                answers.countDown(); // not before: the first order was sent without one
                bystanders.tell(List.of(master(door)), orders(3, 4));
            }

            assertThat(Stream.generate(heard::poll).limit(3)).containsExactly("2", "3", "4");
        }
    }

    private static NodeRef master(ServerSocket door) {
        return new NodeRef("cart-2", "c".repeat(40), door.getInetAddress().getHostAddress(), door.getLocalPort());
    }

    private static List<Command> orders(int... slots) {
        return IntStream.of(slots).mapToObj(slot -> Command.of(slot)).toList();
    }

    /** Each command is one word; answers come when they may. */
    private void listen(ServerSocket door) {
        try (Socket caller = door.accept()) {
            BufferedReader words =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = caller.getOutputStream();
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                words.readLine(); // the word's length
                heard.add(words.readLine());
                answers.await();
                out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException e) {
            return; // the caller is gone
        }
    }
}
