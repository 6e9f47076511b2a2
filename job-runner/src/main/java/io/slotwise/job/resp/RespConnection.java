package io.slotwise.job.resp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** One connection that speaks RESP2. Many commands may be sent before their answers are read. */
public final class RespConnection implements AutoCloseable {
    private final Socket wire;
    private final Socket socket;
    private final Replies replies;
    private final OutputStream out;
    private final Transport transport;
    private final Frames frames = new Frames();
    private int unread;
    private boolean heard;

    private RespConnection(Socket wire, Socket socket, Transport transport) throws IOException {
        this.wire = wire;
        this.socket = socket;
        this.transport = transport;
        this.replies = new Replies(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static RespConnection open(InetSocketAddress address, Access access, Duration patience) throws IOException {
        Socket wire = new Socket();
        try {
            wire.setTcpNoDelay(true);
            wire.setSoTimeout((int) patience.toMillis());
            wire.connect(address, (int) patience.toMillis());
            Transport transport = access.transport();
            RespConnection connection = new RespConnection(wire, transport.over(wire, address), transport);
            connection.authenticate(access.credentials());
            connection.introduce(access.name());
            return connection;
        } catch (IOException | RuntimeException e) {
            wire.close();
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
        try {
            frames.writeTo(out);
        } catch (SocketException | SSLException e) {
            throw explained(e);
        }
        unread += commands.size();
    }

    /** The answers to everything that was sent and not answered yet. */
    public List<Reply> receive() throws IOException {
        List<Reply> received = new ArrayList<>(unread);
        while (unread > 0) {
            received.add(next());
            unread--;
        }
        return received;
    }

    /** The next answer, or the next thing that the server says without being asked. */
    public Reply next() throws IOException {
        try {
            Reply reply = replies.read();
            heard = true;
            return reply;
        } catch (EOFException | SocketException | SSLException e) {
            throw explained(e);
        }
    }

    /** A connection that ends before anything was answered was none that the server wanted. */
    private IOException explained(IOException e) {
        return heard ? e : new IOException(transport.unanswered(), e);
    }

    /** Closes the wire under TLS: to say goodbye first would wait for a node that does not read any more. */
    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            return; // it is of no more use either way
        }
    }
}
