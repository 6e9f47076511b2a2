package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where clients reach the Redis of a pod, by what somebody's service says. */
final class ClientPort {
    private static final int BUS_OFFSET = 10_000;
    private static final int USUAL = 6379;
    private static final List<String> OTHERS = List.of("bus", "gossip", "metric", "exporter", "sentinel");

    private ClientPort() {}

    /** The port of the pod that clients' port of the service leads to; empty when it leads nowhere. */
    static Optional<Integer> of(Service service, Pod pod) {
        List<ServicePort> ports =
                Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of());
        return ports.stream()
                .filter(port -> isForClients(port, ports))
                .min(Comparator.comparing(ClientPort::isUnusual))
                .flatMap(port -> target(port, pod));
    }

    private static boolean isForClients(ServicePort port, List<ServicePort> all) {
        boolean isOther = OTHERS.stream().anyMatch(name(port)::contains);
        boolean isBus = all.stream().anyMatch(some -> some.getPort() + BUS_OFFSET == port.getPort());
        return !isOther && !isBus;
    }

    private static boolean isUnusual(ServicePort port) {
        return port.getPort() != USUAL
                && !name(port).contains("redis")
                && !name(port).contains("valkey");
    }

    private static String name(ServicePort port) {
        return Optional.ofNullable(port.getName()).orElse("").toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> target(ServicePort port, Pod pod) {
        if (port.getTargetPort() == null) {
            return Optional.of(port.getPort());
        }
        String name = Optional.ofNullable(port.getTargetPort().getStrVal()).orElse("");
        return name.isEmpty()
                ? Optional.of(port.getTargetPort().getIntVal())
                : pod.getSpec().getContainers().stream()
                        .map(Container::getPorts)
                        .flatMap(List::stream)
                        .filter(some -> name.equals(some.getName()))
                        .map(ContainerPort::getContainerPort)
                        .findFirst();
    }
}
