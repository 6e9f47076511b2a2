package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on one object that must not keep the others from theirs; what fails is tried again in the next pass. */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    static void at(HasMetadata object, Runnable work) {
        try {
            work.run();
        } catch (KubernetesClientException e) {
            log.atDebug()
                    .addKeyValue("kind", object.getKind())
                    .addKeyValue("name", object.getMetadata().getName())
                    .setCause(e)
                    .log("Will try again");
        }
    }

    /** Creates something; false when it is there already, or its owner or namespace is on its way out. */
    static boolean creates(Runnable creation) {
        try {
            creation.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return false;
            }
            throw e;
        }
    }
}
