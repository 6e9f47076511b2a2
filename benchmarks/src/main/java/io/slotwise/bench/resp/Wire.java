package io.slotwise.bench.resp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to a node. Commands gather until {@link #flush}; answers are read in the order of the commands. One thread
 * may write while another reads.
 */
public final class Wire implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final OutputStream out;
    private final RespReader in;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(1 << 16);

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new RespReader(socket.getInputStream());
    }

    /** Connects to {@code host:port}. */
    public static Wire open(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    CONNECT_MILLIS);
            return new Wire(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Adds a command to what the next {@link #flush} sends; returns the bytes gathered by now. */
    public int gather(List<String> words) throws IOException {
        number('*', words.size());
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            number('$', bytes.length);
            gathered.write(bytes);
            gathered.write(LINE_END);
        }
        return gathered.size();
    }

    private void number(char kind, int number) throws IOException {
        gathered.write(kind);
        gathered.write(Integer.toString(number).getBytes(StandardCharsets.ISO_8859_1));
        gathered.write(LINE_END);
    }

    public void flush() throws IOException {
        if (gathered.size() > 0) {
            gathered.writeTo(out);
            gathered.reset();
        }
    }

    /** The next answer; waits for it. */
    public Answer receive() throws IOException {
        return in.read();
    }

    /** Sends commands together and reads all their answers. */
    public List<Answer> askAll(List<List<String>> commands) throws IOException {
        for (List<String> command : commands) {
            gather(command);
        }
        flush();
        List<Answer> answers = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            answers.add(receive());
        }
        return answers;
    }

    /** Sends one command and reads its answer. */
    public Answer ask(String... words) throws IOException {
        return askAll(List.of(List.of(words))).get(0);
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
