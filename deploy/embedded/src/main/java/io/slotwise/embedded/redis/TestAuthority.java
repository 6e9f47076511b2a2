package io.slotwise.embedded.redis;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority for tests, made with the JDK's keytool. What it signs is good for two days. */
public final class TestAuthority {
    private static final String SECRET = "changeit";

    private final Path directory;
    private final Path certificate;

    /**
     * A certificate and its key, in PEM files.
     *
     * @param certificate signed by the authority
     * @param key PKCS#8, without a password
     */
    public record Identity(Path certificate, Path key) {}

    /** Keeps its files in that directory. */
    public TestAuthority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.certificate = directory.resolve("authority.pem");
        newKey("authority", "bc:c");
        keytool("authority", "-exportcert", "-rfc", "-file", certificate.toString());
    }

    /** Its own certificate. */
    public Path certificate() {
        return certificate;
    }

    /** A certificate with its key, for names such as {@code ip:127.0.0.1} or {@code dns:localhost}, with commas between. */
    public Identity issue(String alias, String name) throws Exception {
        Path request = directory.resolve(alias + ".csr");
        Path signed = directory.resolve(alias + ".pem");
        newKey(alias, "san=" + name);
        keytool(alias, "-certreq", "-file", request.toString());
        keytool(
                "authority",
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=" + name);
        return new Identity(signed, key(alias));
    }

    /** What a server needs that its clients need not know: a key with a certificate signed by itself. */
    public SSLContext serverOf(String alias, String name) throws Exception {
        newKey(alias, "san=" + name);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(alias), SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore store(String alias) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(alias + ".p12"))) {
            store.load(in, SECRET.toCharArray());
        }
        return store;
    }

    private void newKey(String alias, String extension) throws Exception {
        keytool(
                alias,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + alias,
                "-ext",
                extension);
    }

    private Path key(String alias) throws Exception {
        String key = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store(alias).getKey(alias, SECRET.toCharArray()).getEncoded());
        return Files.writeString(
                directory.resolve(alias + ".key"),
                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String alias, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", SECRET));
        command.addAll(List.of("-keystore", directory.resolve(alias + ".p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
