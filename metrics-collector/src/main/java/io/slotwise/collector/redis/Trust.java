package io.slotwise.collector.redis;

import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.slotwise.model.NodeAccess;
import java.util.Optional;

/** Whose certificates are trusted, and what is shown of oneself. */
sealed interface Trust {
    SslOptions options();

    SslVerifyMode mode();

    /** What the command line says. */
    record OfAll(Tls tls) implements Trust {
        @Override
        public SslOptions options() {
            return tls.options();
        }

        @Override
        public SslVerifyMode mode() {
            return tls.check().mode();
        }
    }

    /** What one cluster's file says. Its nodes are known by address, so only who signed their certificates is checked. */
    record OfCluster(String authorities, Optional<NodeAccess.Identity> identity) implements Trust {
        @Override
        public SslOptions options() {
            SslOptions.Builder options =
                    SslOptions.builder().jdkSslProvider().trustManager(RedisClients.text(authorities));
            identity.ifPresent(mine -> options.keyManager(
                    RedisClients.text(mine.certificate()), RedisClients.text(mine.key()), new char[0]));
            return options.build();
        }

        @Override
        public SslVerifyMode mode() {
            return SslVerifyMode.CA;
        }
    }
}
