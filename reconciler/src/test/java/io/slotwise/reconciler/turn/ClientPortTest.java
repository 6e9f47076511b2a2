package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPortTest {
    private static final Pod POD = Serialization.unmarshal("""
            ---
            {apiVersion: v1, kind: Pod, spec: {containers: [
              {name: metrics, ports: [{name: http-metrics, containerPort: 9121}]},
              {name: server, ports: [{name: redis, containerPort: 7000}]}]}}
            """, Pod.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {port: 6379}                                                                     | 6379
            {port: 6379, targetPort: 7001}                                                   | 7001
            {port: 6379, targetPort: redis}                                                  | 7000
            {name: http-metrics, port: 9121}, {name: tcp-redis, port: 80, targetPort: redis} | 7000
            {name: gossip, port: 16379}, {name: client, port: 6400}                          | 6400
            {name: a, port: 17000, targetPort: 17000}, {name: b, port: 7000}                 | 7000
            {name: tls, port: 6380}, {name: redis, port: 6379, targetPort: 7000}             | 7000
            {port: 6379, targetPort: nowhere}                                                | none
            {name: metrics, port: 9121}                                                      | none
            """)
    void theServiceSaysWhereClientsReachRedis(String ports, String expected) {
        Service service = Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Service, spec: {ports: [" + ports + "]}}", Service.class);
        assertThat(ClientPort.of(service, POD).map(Object::toString).orElse("none"))
                .isEqualTo(expected);
    }
}
