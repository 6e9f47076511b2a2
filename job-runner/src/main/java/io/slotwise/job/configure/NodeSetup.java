package io.slotwise.job.configure;

import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.job.resp.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes one node what it is to be. Each try does everything anew: setting twice what is set already changes nothing.
 *
 * @param accesses ways to be let in, tried one after the other
 */
public record NodeSetup(List<Access> accesses) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** One word of it makes the server load all three files again. */
    private static final String CERTIFICATE = "tls-cert-file";

    private static final List<String> NOT_LET_IN = List.of("WRONGPASS", "NOAUTH", "invalid password");
    private static final List<String> PASSING = List.of("LOADING", "BUSY", "MASTERDOWN");

    public NodeSetup {
        accesses = List.copyOf(accesses);
    }

    /** Users first, so that whoever a setting sends somewhere is let in there. */
    public Result apply(Address node, Configuration wanted) {
        InetSocketAddress address = new InetSocketAddress(node.host(), node.port());
        if (address.isUnresolved()) {
            return new Result.NotYet(node.pod() + ": there is no host " + node.host());
        }
        try (RespConnection connection = open(address)) {
            for (Command command : commands(wanted)) {
                ask(connection, command);
            }
            return wanted.certificate().isEmpty()
                    ? new Result.Done()
                    : certificates(
                            node, address, connection, wanted.certificate().get());
        } catch (RedisRefusal e) {
            String words = node.pod() + ": " + e.getMessage();
            return isPassing(e) ? new Result.NotYet(words) : new Result.Refused(explained(words));
        } catch (IOException e) {
            return new Result.NotYet(node.pod() + ": " + Problems.words(e));
        }
    }

    private static List<Command> commands(Configuration wanted) {
        return Stream.concat(
                        wanted.users().stream().map(AclUser::command),
                        wanted.settings().stream().map(Setting::command))
                .toList();
    }

    private RespConnection open(InetSocketAddress address) throws IOException {
        Optional<RedisRefusal> refusal = Optional.empty();
        for (Access access : accesses) {
            try {
                return RespConnection.open(address, access, PATIENCE);
            } catch (RedisRefusal e) {
                if (!isNotLetIn(e)) {
                    throw e;
                }
                refusal = Optional.of(e);
            }
        }
        throw refusal.orElseThrow(() -> new IllegalStateException("there is no way to be let in"));
    }

    private static void ask(RespConnection connection, Command command) throws IOException {
        if (connection.ask(command) instanceof Reply.Failure failure) {
            throw new RedisRefusal(failure.message());
        }
    }

    /** The node's files may still be the old ones: Kubernetes takes its time to hand new ones to a pod. */
    private Result certificates(Address node, InetSocketAddress address, RespConnection open, Certificate wanted)
            throws IOException {
        if (!(accesses.get(0).transport() instanceof Tls tls)) {
            return new Result.Refused("--certificate needs --redis-tls");
        }
        List<Reply> known = open.ask(Command.of("CONFIG", "GET", CERTIFICATE)).parts();
        if (known.size() < 2) {
            return new Result.Refused(node.pod() + " does not speak TLS, so it has no certificate to load");
        }
        Reply loaded = open.ask(Command.of("CONFIG", "SET", CERTIFICATE)
                .with(List.of(known.get(1).bytes())));
        if (loaded instanceof Reply.Failure failure) {
            return new Result.NotYet(node.pod() + ": " + failure.message());
        }
        return tls.shownBy(address, PATIENCE).equals(wanted)
                ? new Result.Done()
                : new Result.NotYet(
                        node.pod() + " still shows another certificate; its files are not the new ones yet");
    }

    private static boolean isNotLetIn(RedisRefusal e) {
        return NOT_LET_IN.stream().anyMatch(e::says);
    }

    private static boolean isPassing(RedisRefusal e) {
        return isNotLetIn(e)
                || PASSING.stream()
                        .anyMatch(word -> String.valueOf(e.getMessage()).startsWith(word));
    }

    private static String explained(String words) {
        return words.contains("immutable") ? words + "; restart the node to change it" : words;
    }
}
