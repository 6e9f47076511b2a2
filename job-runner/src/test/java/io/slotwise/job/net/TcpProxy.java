package io.slotwise.job.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Carries connections to another address, until it is cut or stalled. */
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile CountDownLatch stalled = new CountDownLatch(0);

    /** To {@code host:port}. */
    public TcpProxy(String target) throws IOException {
        int colon = target.lastIndexOf(':');
        this.target = new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends all connections, and each new one at once. */
    public void cut() {
        cut = true;
        open.forEach(TcpProxy::end);
    }

    /** Carries nothing any more, and ends nothing either. */
    public void stall() {
        stalled = new CountDownLatch(1);
    }

    /** Goes on; what was held up by {@link #stall} arrives late. */
    public void mend() {
        cut = false;
        stalled.countDown();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                lead(server.accept());
            } catch (IOException e) {
                return; // this is over
            }
        }
    }

    private void lead(Socket client) {
        open.add(client);
        Socket onward = new Socket();
        open.add(onward);
        try {
            if (cut) {
                throw new IOException("cut");
            }
            onward.connect(target, 2000);
            background(() -> carry(client, onward));
            background(() -> carry(onward, client));
        } catch (IOException e) {
            end(client);
            end(onward);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                stalled.await();
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            return; // both ends hear of it below
        } finally {
            end(from);
            end(to);
        }
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is of no more use either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        mend();
        open.forEach(TcpProxy::end);
    }
}
