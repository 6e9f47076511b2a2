package io.slotwise.standalone;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client of a cluster with TLS, which trusts one authority. */
final class Guest implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RedisClient client = RedisClient.create();
    private final SSLContext tls;

    Guest(Path authority) throws Exception {
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(authority.toFile())
                        .build())
                .build());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream certificate = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    StatefulRedisConnection<String, String> open(PodAddress node, String password) {
        return client.connect(RedisURI.builder()
                .withHost(node.host())
                .withPort(node.port())
                .withSsl(true)
                .withVerifyPeer(SslVerifyMode.CA)
                .withPassword(password.toCharArray())
                .withTimeout(LIMIT)
                .build());
    }

    /** The serial number of the certificate that a new connection is shown. */
    String certificate(PodAddress node) throws Exception {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(node.host(), node.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, LIMIT);
    }
}
