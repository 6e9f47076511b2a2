package io.slotwise.job.resp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS. A node is refused whose certificate does not stand the check. */
public final class Tls implements Transport {
    /** What of a node's certificate is checked. */
    public enum Check {
        /** That a trusted authority signed it, and that it is for the host name or address the node was asked at. */
        FULL,
        /** That a trusted authority signed it. */
        CA
    }

    private static final String REFUSED = "its certificate is refused";

    private final SSLContext context;
    private final Check check;
    private final HostNames names = new HostNames();

    public Tls(SSLContext context, Check check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public Socket over(Socket wire, InetSocketAddress address) throws IOException {
        String name = names.of(address);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(wire, name, address.getPort(), true);
        if (check == Check.FULL) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818: names and addresses in the certificate
            socket.setSSLParameters(parameters);
        }
        handshake(socket);
        names.keep(address, name);
        return socket;
    }

    /** The certificate that a node shows to who connects now. */
    public Certificate shownBy(InetSocketAddress address, Duration patience) throws IOException {
        try (Socket wire = new Socket()) {
            wire.setSoTimeout((int) patience.toMillis());
            wire.connect(address, (int) patience.toMillis());
            return ((SSLSocket) over(wire, address)).getSession().getPeerCertificates()[0];
        }
    }

    private static void handshake(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer to a TLS handshake in time, as from a port without TLS", e);
        } catch (SSLHandshakeException e) {
            throw new IOException(words(e), e);
        } catch (SSLException | SocketException e) {
            throw new IOException("its port does not speak TLS (" + e.getMessage() + ")", e);
        }
    }

    /** What is wrong with a certificate stands at the end of the chain of causes. */
    private static String words(SSLHandshakeException problem) {
        boolean isCertificate = false;
        Throwable last = problem;
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            isCertificate |= cause instanceof CertificateException;
            last = cause;
        }
        return (isCertificate ? REFUSED : "the TLS handshake failed") + ": " + last.getMessage();
    }

    @Override
    public String unanswered() {
        return "the connection was closed after the TLS handshake; if the server asks for a certificate, give one it trusts"
                + " with --redis-cert and --redis-key";
    }
}
