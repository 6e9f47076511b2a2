package io.slotwise.job.resp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One connection that speaks RESP2. Many commands may be sent before their answers are read. */
public final class RespConnection implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int unread;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    public static RespConnection open(InetSocketAddress address, Credentials credentials, Duration patience)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(address, (int) patience.toMillis());
            RespConnection connection = new RespConnection(socket);
            connection.authenticate(credentials);
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void authenticate(Credentials credentials) throws IOException {
        if (credentials.areNeeded()) {
            List<String> words = new ArrayList<>(List.of("AUTH"));
            words.addAll(credentials.authWords());
            ask(new Command(words)).text();
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
        StringBuilder text = new StringBuilder();
        commands.forEach(command -> command.appendTo(text));
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        unread += commands.size();
    }

    /** The answers to everything that was sent and not answered yet. */
    public List<Reply> receive() throws IOException {
        List<Reply> replies = new ArrayList<>(unread);
        while (unread > 0) {
            replies.add(read());
            unread--;
        }
        return replies;
    }

    private Reply read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Text(rest);
            case '-' -> new Reply.Failure(rest);
            case ':' -> new Reply.Count(Long.parseLong(rest));
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> many(Integer.parseInt(rest));
            default -> throw new IOException("not an answer of Redis: '" + line + "'");
        };
    }

    private Reply bulk(int length) throws IOException {
        if (length < 0) {
            return new Reply.Nothing();
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("the connection was closed in an answer");
        }
        return new Reply.Text(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    private Reply many(int count) throws IOException {
        if (count < 0) {
            return new Reply.Nothing();
        }
        List<Reply> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(read());
        }
        return new Reply.Many(List.copyOf(parts));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) next);
        }
        if (in.read() != '\n' || line.isEmpty()) {
            throw new IOException("not an answer of Redis: '" + line + "'");
        }
        return line.toString();
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
