package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import io.slotwise.embedded.agent.process.Launch;
import io.slotwise.embedded.agent.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a pod's containers into processes: image to program, variables, volumes, log. */
final class PodContainers implements ContainerHost {
    private static final Logger log = LoggerFactory.getLogger(PodContainers.class);

    private final Node node;
    private final Supplier<Pod> pod;
    private final String podIp;
    private final Signal signal;
    private final Map<String, Started> started = new HashMap<>();

    /** What a container was started with. */
    private record Started(Launch launch, PathMapping paths) {}

    PodContainers(Node node, Supplier<Pod> pod, String podIp, Signal signal) {
        this.node = node;
        this.pod = pod;
        this.podIp = podIp;
        this.signal = signal;
    }

    @Override
    public Process start(Container container, int run) throws NotStartable, IOException {
        Started now = prepare(container, run);
        started.put(container.getName(), now);
        Process process = node.processes().start(now.launch());
        var unused = process.onExit().thenRun(signal::raise);
        return process;
    }

    @Override
    public void refresh(Container container) {
        Pod present = pod.get();
        try {
            var unused = new Volumes(node.client(), node.folders(), present).mount(container);
        } catch (NotStartable | IOException e) {
            log.atDebug()
                    .addKeyValue("pod", present.getMetadata().getName())
                    .addKeyValue("problem", e.getMessage())
                    .log("A running container keeps the files that it has");
        }
    }

    private Started prepare(Container container, int run) throws NotStartable, IOException {
        Pod present = pod.get();
        String namespace = present.getMetadata().getNamespace();
        Map<String, String> values =
                new HashMap<>(new Environment(new References(node.client(), namespace), podIp).of(present, container));
        Path log = node.folders().log(namespace, present.getMetadata().getName(), container.getName(), run);
        PathMapping paths = new Volumes(node.client(), node.folders(), present)
                .mount(container)
                .with(lastWords(container, log).offer(container));
        List<String> command = node.programs()
                .command(
                        container.getImage(),
                        expanded(container.getCommand(), values, paths),
                        expanded(container.getArgs(), values, paths),
                        podIp);
        values.replaceAll((name, value) -> paths.apply(value));
        values.put("PATH", node.programs().searchPath(values.getOrDefault("PATH", "/usr/bin:/bin")));
        Path directory = Optional.ofNullable(container.getWorkingDir())
                .map(inside -> Path.of(paths.apply(inside)))
                .filter(path -> path.toFile().isDirectory())
                .orElseGet(() -> node.folders().pod(present));
        return new Started(new Launch(command, values, directory, log), paths);
    }

    private LastWords lastWords(Container container, Path log) {
        return new LastWords(node.folders().lastWords(pod.get(), container.getName()), log);
    }

    @Override
    public String lastWords(Container container, int code) {
        try {
            return lastWords(container, started(container).launch().log()).read(container, code);
        } catch (IOException e) {
            log.atDebug()
                    .addKeyValue("container", container.getName())
                    .addKeyValue("problem", e.getMessage())
                    .log("Its last words cannot be read");
            return "";
        }
    }

    private static List<String> expanded(List<String> words, Map<String, String> values, PathMapping paths) {
        return words.stream()
                .map(word -> paths.apply(Variables.expand(word, values)))
                .toList();
    }

    @Override
    public ProbeTarget target(Container container) {
        return new ProbeTarget(
                podIp,
                port -> number(container, port),
                node.processes(),
                action -> execution(container, action, "probe"));
    }

    private static int number(Container container, IntOrString port) {
        return Optional.ofNullable(port.getIntVal())
                .orElseGet(() -> container.getPorts().stream()
                        .filter(named -> port.getStrVal().equals(named.getName()))
                        .map(ContainerPort::getContainerPort)
                        .findFirst()
                        .orElse(0));
    }

    @Override
    public Optional<Process> preStop(Container container) {
        return Optional.ofNullable(container.getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(LifecycleHandler::getExec)
                .flatMap(action -> hook(container, action));
    }

    private Optional<Process> hook(Container container, ExecAction action) {
        try {
            return Optional.of(node.processes().start(execution(container, action, "pre-stop")));
        } catch (IOException e) {
            event("Warning", "FailedPreStopHook", "PreStopHook failed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A command within the container sees what the container itself got when it was started. */
    private Launch execution(Container container, ExecAction action, String purpose) {
        Started now = started(container);
        Launch own = now.launch();
        return new Launch(
                action.getCommand().stream().map(now.paths()::apply).toList(),
                own.environment(),
                own.directory(),
                own.log().resolveSibling(container.getName() + "-" + purpose + ".log"));
    }

    private Started started(Container container) {
        return Optional.ofNullable(started.get(container.getName())).orElseThrow();
    }

    @Override
    public void event(String type, String reason, String message) {
        node.events().write(pod.get(), type, reason, message);
    }
}
