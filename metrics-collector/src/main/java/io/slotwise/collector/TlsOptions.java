package io.slotwise.collector;

import io.slotwise.collector.redis.Tls;
import io.slotwise.collector.redis.Tls.Check;
import io.slotwise.collector.redis.Tls.Identity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How Redis is asked over TLS; each option has a variable that it goes before. */
final class TlsOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--redis-tls",
            paramLabel = "CHECK",
            arity = "0..1",
            fallbackValue = "FULL",
            description = "asks Redis over TLS and checks that a node's certificate is signed and for its host (FULL,"
                    + " the default), or only that it is signed (CA); variable REDIS_TLS")
    private Optional<String> check = Optional.empty();

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            description = "authorities to trust, PEM; default: the JDK's; variable REDIS_CA_FILE")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--redis-cert",
            paramLabel = "FILE",
            description = "the collector's own certificate, PEM; variable REDIS_CERT_FILE")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--redis-key",
            paramLabel = "FILE",
            description = "the key of --redis-cert, PKCS#8 PEM; variable REDIS_KEY_FILE")
    private Optional<Path> key = Optional.empty();

    /** What the options say, or else the variables; empty: Redis is asked without TLS. */
    Optional<Tls> tls(Map<String, String> environment) {
        Optional<String> word = check.or(() -> variable("REDIS_TLS", environment));
        Optional<Path> trusted = file(authorities, "REDIS_CA_FILE", environment);
        Optional<Identity> identity =
                identity(file(certificate, "REDIS_CERT_FILE", environment), file(key, "REDIS_KEY_FILE", environment));
        if (word.isEmpty() && (trusted.isPresent() || identity.isPresent())) {
            throw wrong("there are TLS files for Redis but no --redis-tls; give both or neither");
        }
        try {
            return word.map(this::check).map(how -> new Tls(how, trusted, identity));
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

    private Optional<Identity> identity(Optional<Path> certificateFile, Optional<Path> keyFile) {
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw wrong("--redis-cert and --redis-key belong together; one of them is missing");
        }
        return certificateFile.flatMap(mine -> keyFile.map(secret -> new Identity(mine, secret)));
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
