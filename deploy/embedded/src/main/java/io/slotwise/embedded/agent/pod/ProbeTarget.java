package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.slotwise.embedded.agent.process.Launch;
import io.slotwise.embedded.agent.process.Processes;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What probes ask: a container at its pod's address.
 *
 * @param ports the number of a named port
 * @param execution how a command would run in the container
 */
record ProbeTarget(
        String podIp, ToIntFunction<IntOrString> ports, Processes processes, Function<ExecAction, Launch> execution) {

    /** Whether the container passes now. */
    boolean passes(Probe probe) throws InterruptedException {
        Duration limit = Duration.ofSeconds(
                Math.max(1, Optional.ofNullable(probe.getTimeoutSeconds()).orElse(1)));
        try {
            if (probe.getTcpSocket() != null) {
                return accepts(ports.applyAsInt(probe.getTcpSocket().getPort()), limit);
            }
            if (probe.getExec() != null) {
                return ends(execution.apply(probe.getExec()), limit);
            }
            return probe.getHttpGet() == null || answers(probe.getHttpGet(), limit);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean accepts(int port, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(podIp, port), (int) limit.toMillis());
            return true;
        }
    }

    private boolean ends(Launch launch, Duration limit) throws IOException, InterruptedException {
        Process process = processes.start(launch);
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return process.exitValue() == 0;
        }
        process.destroyForcibly();
        return false;
    }

    private boolean answers(HTTPGetAction get, Duration limit) throws IOException {
        String path = Optional.ofNullable(get.getPath()).orElse("/");
        URI uri = URI.create("http://" + podIp + ":" + ports.applyAsInt(get.getPort()) + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        try {
            return connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
        } finally {
            connection.disconnect();
        }
    }
}
