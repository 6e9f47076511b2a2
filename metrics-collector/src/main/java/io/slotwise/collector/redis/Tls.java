package io.slotwise.collector.redis;

import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * How Redis nodes are asked over TLS. Files are PEM.
 *
 * @param check what of a node's certificate is checked
 * @param authorities certificates that are trusted instead of the JDK's
 * @param identity what the collector shows of itself
 */
public record Tls(Check check, Optional<Path> authorities, Optional<Identity> identity) {
    /** What of a node's certificate is checked. */
    public enum Check {
        /** That an authority signed it, and that it is for the host that the node is asked at. */
        FULL(SslVerifyMode.FULL),
        /** That an authority signed it. */
        CA(SslVerifyMode.CA);

        private final SslVerifyMode mode;

        Check(SslVerifyMode mode) {
            this.mode = mode;
        }

        SslVerifyMode mode() {
            return mode;
        }
    }

    /**
     * A certificate and its key.
     *
     * @param certificate with the chain up to its authority
     * @param key PKCS#8, without a password
     */
    public record Identity(Path certificate, Path key) {}

    /**
     * Reads all files once, so that a wrong one is found before any node is asked.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public Tls {
        try {
            options(authorities, identity).createSslContextBuilder().build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the TLS files for Redis cannot be used: " + inWords(e), e);
        }
    }

    SslOptions options() {
        return options(authorities, identity);
    }

    private static SslOptions options(Optional<Path> authorities, Optional<Identity> identity) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        authorities.ifPresent(file -> options.trustManager(file.toFile()));
        identity.ifPresent(mine ->
                options.keyManager(mine.certificate().toFile(), mine.key().toFile(), new char[0]));
        return options.build();
    }

    private static String inWords(Exception problem) {
        Throwable cause = problem.getCause();
        return cause == null ? String.valueOf(problem.getMessage()) : problem.getMessage() + ": " + cause.getMessage();
    }
}
