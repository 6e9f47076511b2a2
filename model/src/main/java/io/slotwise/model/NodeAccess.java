package io.slotwise.model;

import java.util.Optional;

/**
 * How a cluster's nodes let somebody in. It goes from the reconciler to the collector as a file of a mounted Secret, never
 * through a topic; it does not show what is secret.
 *
 * @param user ACL user; absent for the default one
 * @param password its password; absent when none is needed
 * @param authorities who may sign the nodes' certificates, PEM; present when nodes speak TLS
 * @param identity what is shown to nodes that ask for a certificate
 */
public record NodeAccess(
        Optional<String> user, Optional<String> password, Optional<String> authorities, Optional<Identity> identity) {
    public static final NodeAccess OPEN =
            new NodeAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A certificate and its key.
     *
     * @param certificate PEM
     * @param key PEM, PKCS#8 without a password
     */
    public record Identity(String certificate, String key) {
        @Override
        public String toString() {
            return "Identity";
        }
    }

    /** The name of the file: a namespace has no dot in it. */
    public static String file(ClusterKey cluster) {
        return cluster.namespace() + "." + cluster.name();
    }

    @Override
    public String toString() {
        return "NodeAccess of " + user.orElse("the default user");
    }
}
