package io.slotwise.job;

import io.slotwise.job.resp.Tls;
import io.slotwise.job.resp.Tls.Check;
import io.slotwise.job.resp.TlsFiles;
import io.slotwise.job.resp.TlsFiles.Identity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether Redis is spoken to over TLS, and how; each option has a variable that it goes before. */
final class TlsOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--redis-tls",
            paramLabel = "CHECK",
            arity = "0..1",
            fallbackValue = "FULL",
            description = "Speak TLS to Redis and check that a node's certificate is signed and for its host (FULL,"
                    + " the default), or only that it is signed (CA) (env: REDIS_TLS).")
    private Optional<String> check = Optional.empty();

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            description = "Authorities to trust, PEM; the JDK's without it (env: REDIS_CA_FILE).")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--redis-cert",
            paramLabel = "FILE",
            description = "The job's own certificate, PEM (env: REDIS_CERT_FILE).")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--redis-key",
            paramLabel = "FILE",
            description = "The key of --redis-cert, PKCS#8 PEM (env: REDIS_KEY_FILE).")
    private Optional<Path> key = Optional.empty();

    /** What the options say, or else the variables; empty: Redis is spoken to in the clear. */
    Optional<Tls> tls(Map<String, String> environment) {
        Optional<Check> wanted =
                check.or(() -> variable("REDIS_TLS", environment)).map(this::check);
        TlsFiles files = new TlsFiles(file(authorities, "REDIS_CA_FILE", environment), identity(environment));
        if (wanted.isEmpty() && !files.areNone()) {
            throw wrong("there are TLS files for Redis but no --redis-tls; give both or neither");
        }
        try {
            return wanted.map(files::read);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Check check(String word) {
        return Arrays.stream(Check.values())
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> wrong("--redis-tls must be FULL or CA but is " + word));
    }

    private Optional<Identity> identity(Map<String, String> environment) {
        Optional<Path> mine = file(certificate, "REDIS_CERT_FILE", environment);
        Optional<Path> secret = file(key, "REDIS_KEY_FILE", environment);
        if (mine.isPresent() != secret.isPresent()) {
            throw wrong("--redis-cert and --redis-key belong together; one of them is missing");
        }
        return mine.flatMap(shown -> secret.map(proof -> new Identity(shown, proof)));
    }

    private static Optional<Path> file(Optional<Path> option, String variable, Map<String, String> environment) {
        return option.or(() -> variable(variable, environment).map(Path::of));
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
