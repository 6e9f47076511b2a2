package io.slotwise.job.resp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One connection that speaks RESP2. Many commands may be sent before their answers are read. */
public final class RespConnection implements AutoCloseable {
    private final Socket socket;
    private final Replies replies;
    private final OutputStream out;
    private final Frames frames = new Frames();
    private int unread;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new Replies(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static RespConnection open(InetSocketAddress address, Access access, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(address, (int) patience.toMillis());
            RespConnection connection = new RespConnection(socket);
            connection.authenticate(access.credentials());
            connection.introduce(access.name());
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void authenticate(Credentials credentials) throws IOException {
        if (credentials.areNeeded()) {
            ask(Command.of("AUTH").with(credentials.authWords().toArray())).text();
        }
    }

    private void introduce(String name) throws IOException {
        if (!name.isEmpty()) {
            ask(Command.of("CLIENT", "SETNAME", name)).text();
        }
    }

    /** How long to wait for each answer. */
    public void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /** Sends commands and reads all their answers, in order. */
    public List<Reply> askAll(List<Command> commands) throws IOException {
        send(commands);
        return receive();
    }

    public Reply ask(Command command) throws IOException {
        return askAll(List.of(command)).get(0);
    }

    public void send(List<Command> commands) throws IOException {
        commands.forEach(frames::add);
        frames.writeTo(out);
        unread += commands.size();
    }

    /** The answers to everything that was sent and not answered yet. */
    public List<Reply> receive() throws IOException {
        List<Reply> received = new ArrayList<>(unread);
        while (unread > 0) {
            received.add(replies.read());
            unread--;
        }
        return received;
    }

    /** The next thing that the server says without being asked. */
    public Reply next() throws IOException {
        return replies.read();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is of no more use either way
        }
    }
}
