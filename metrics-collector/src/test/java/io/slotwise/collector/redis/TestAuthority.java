package io.slotwise.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.collector.redis.Tls.Identity;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority made with the JDK's keytool. */
final class TestAuthority {
    private static final String SECRET = "changeit";

    private final Path directory;
    private final Path certificate;

    TestAuthority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.certificate = directory.resolve("authority.pem");
        newKey("authority", "bc:c");
        keytool("authority", "-exportcert", "-rfc", "-file", certificate.toString());
    }

    /** Its own certificate. */
    Path certificate() {
        return certificate;
    }

    /** A certificate with its key, for a name such as {@code ip:127.0.0.1} or {@code dns:localhost}. */
    Identity issue(String alias, String name) throws Exception {
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
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(alias + ".p12"))) {
            store.load(in, SECRET.toCharArray());
        }
        String key = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getKey(alias, SECRET.toCharArray()).getEncoded());
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
        assertThat(process.waitFor()).as(said).isZero();
    }
}
