package io.slotwise.job;

import io.slotwise.job.configure.Configuration;
import io.slotwise.job.configure.Configuring;
import io.slotwise.job.configure.NodeSetup;
import io.slotwise.job.configure.Setting;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.TlsFiles;
import io.slotwise.model.JobEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code configure}: settings, users and certificates of nodes that run. */
@Command(
        name = "configure",
        mixinStandardHelpOptions = true,
        description = "Gives all nodes settings and ACL users and lets them load their certificates, without a restart."
                + " Run again, it changes nothing more.",
        footer = "When REDIS_PASSWORD does not let the job in, REDIS_DEFAULT_PASSWORD of the default user is tried.")
final class ConfigureCommand implements Callable<Integer> {
    private static final String SECOND_PASSWORD = "REDIS_DEFAULT_PASSWORD";

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of redis.conf; repeat it for every one. Passwords go into --settings.")
    private List<String> set = List.of();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings as lines of redis.conf; repeat it for every file.")
    private List<Path> settings = List.of();

    @Option(names = "--acl", paramLabel = "FILE", description = "Users as lines of an ACL file.")
    private Optional<Path> acl = Optional.empty();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Let the nodes load their TLS files until they show this certificate, PEM.")
    private Optional<Path> certificate = Optional.empty();

    @Override
    public Integer call() {
        Configuration wanted = wanted();
        if (wanted.isEmpty()) {
            throw options.wrong("say what to configure, with --set, --settings, --acl or --certificate");
        }
        if (!options.isMeant()) {
            options.say("all nodes would get " + wanted.words() + "; --yes does it");
            return 0;
        }
        return options.run(JobEvent.Kind.CONFIGURE, run -> work(run, wanted));
    }

    private Configuration wanted() {
        try {
            List<Setting> all =
                    new ArrayList<>(set.stream().map(Setting::assigned).toList());
            settings.forEach(file -> all.addAll(Configuration.settings(file)));
            return new Configuration(
                    acl.map(Configuration::users).orElse(List.of()), all, certificate.map(TlsFiles::certificate));
        } catch (IllegalArgumentException e) {
            throw options.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome work(JobOptions.Run run, Configuration wanted) {
        Configuring nodes = new Configuring(run.nodes(), wanted, new NodeSetup(accesses(run.access())));
        run.listeners().forEach(listener -> listener.step("give " + run.nodes().size() + " nodes " + wanted.words()));
        while (!run.stop().isGiven()
                && run.pace().elapsed().compareTo(run.limits().job()) < 0) {
            Optional<String> refusal = nodes.attempt();
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            if (nodes.isDone()) {
                return new Outcome.Done();
            }
            run.listeners().forEach(listener -> listener.waiting(nodes.holdUp()));
            run.pace().rest(Duration.ofMillis(500));
        }
        return new Outcome.Failed("not done: " + nodes.holdUp() + "; resume by running it again");
    }

    private static List<Access> accesses(Access first) {
        return Stream.concat(
                        Stream.of(first),
                        Optional.ofNullable(System.getenv(SECOND_PASSWORD)).filter(secret -> !secret.isEmpty()).stream()
                                .map(secret -> Access.nameless(new Credentials("", secret), first.transport())))
                .toList();
    }
}
