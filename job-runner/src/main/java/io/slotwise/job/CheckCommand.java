package io.slotwise.job;

import io.slotwise.job.plan.Check;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.job.redis.Discovery;
import io.slotwise.model.json.Json;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: says whether a cluster is whole. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Says whether every slot is covered, no slot is open and all nodes agree, and what else is wrong.")
final class CheckCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private NodeOptions nodes = new NodeOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterView view = nodes.view();
        Check check = Check.of(
                strays().map(SlotKeys.NONE::with).map(view::with).orElse(view),
                Discovery.settings(view, nodes.access()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(format() == Format.JSON ? Json.text(check) : check.text());
        out.flush();
        return check.problems().isEmpty() ? 0 : 1;
    }

    /** Found twice, since a job may be moving slots just now. */
    private Optional<StrayKeys> strays() {
        Optional<StrayKeys> found = strays(nodes.view());
        return found.filter(it -> !it.equals(StrayKeys.NONE))
                .flatMap(first -> strays(Discovery.read(nodes.addresses(), nodes.access()))
                        .map(first::stillIn))
                .or(() -> found);
    }

    private Optional<StrayKeys> strays(ClusterView view) {
        return Discovery.count(view, nodes.access()).map(SlotKeys::strays);
    }

    private Format format() {
        return json ? Format.JSON : Format.TEXT;
    }
}
