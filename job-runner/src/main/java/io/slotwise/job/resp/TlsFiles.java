package io.slotwise.job.resp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs besides the JDK; all files are PEM.
 *
 * @param authorities certificates that are trusted instead of the JDK's
 * @param identity what a job shows of itself
 */
public record TlsFiles(Optional<Path> authorities, Optional<Identity> identity) {
    /** Protects a key in memory from nobody, as the key store wants it. */
    private static final char[] NO_SECRET = new char[0];

    /**
     * A certificate and its key.
     *
     * @param certificate with the chain up to its authority
     * @param key PKCS#8, without a password
     */
    public record Identity(Path certificate, Path key) {}

    /** A step of reading a file. */
    private interface Reading<T> {
        T of(String text) throws GeneralSecurityException;
    }

    /** Whether the JDK's authorities do, and nothing is shown. */
    public boolean areNone() {
        return authorities.isEmpty() && identity.isEmpty();
    }

    /**
     * Reads them once.
     *
     * @throws IllegalArgumentException that says which file is wrong and why
     */
    public Tls read(Tls.Check check) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted());
            context.init(shown(), trust.getTrustManagers(), null);
            return new Tls(context, check);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the TLS files for Redis cannot be used: " + e.getMessage(), e);
        }
    }

    /** Null means the JDK's own. */
    private @Nullable KeyStore trusted() throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        List<Certificate> certificates = read(authorities.get(), Pem::certificates);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    private KeyManager[] shown() throws IOException, GeneralSecurityException {
        if (identity.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = emptyStore();
        List<Certificate> chain = read(identity.get().certificate(), Pem::certificates);
        PrivateKey key = read(identity.get().key(), Pem::key);
        store.setKeyEntry("identity", key, NO_SECRET, chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_SECRET);
        return managers.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        return store;
    }

    /**
     * The first certificate of a file: the one that its owner shows.
     *
     * @throws IllegalArgumentException that says which file is wrong and why
     */
    public static Certificate certificate(Path file) {
        try {
            return read(file, Pem::certificates).get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private static <T> T read(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
