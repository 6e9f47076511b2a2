package io.slotwise.standalone.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code dist}. */
@Command(
        name = "dist",
        mixinStandardHelpOptions = true,
        description = {
            "Lays out exactly what goes into each image, one folder each, with its Dockerfile.",
            "Any builder can make the images then, such as: docker build -t slotwise/reconciler:0.1.0"
                    + " target/dist/reconciler"
        })
public final class DistCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "where the folders are made; default: target/dist of the checkout")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            defaultValue = "${env:SLOTWISE_CHECKOUT:-.}",
            description = "Slotwise's sources, built; default: those that ./slotwise belongs to")
    private Path checkout = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Checkout built = Checkout.at(checkout);
        Path directory = output.orElse(built.root().resolve("target/dist"));
        String version = Optional.ofNullable(DistCommand.class.getPackage().getImplementationVersion())
                .orElse("(from classes)");
        Layout layout = new Layout(built, version);
        for (Component component : Component.values()) {
            Path folder = layout.write(component, directory);
            spec.commandLine().getOut().println(folder);
        }
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
