package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/**
 * Clients need a password, and each part of Slotwise comes as a user of its own that may do what it does and nothing else.
 *
 * @param secretName the Secret that a person keeps the password of the default user in
 * @param key its key
 * @param rotationGraceSeconds how long the last password is still good after it was replaced
 */
public record Auth(
        @Default("redis-auth")
        @JsonPropertyDescription("Secret with the password of the default user, which clients come as. Change it to"
                + " rotate the password.")
        String secretName,

        @Default("password") @JsonPropertyDescription("Key of the password in the Secret.")
        String key,

        @Min(0)
        @Max(86400)
        @Default("600")
        @JsonPropertyDescription("Seconds for which the last password is still good after it was replaced.")
        Integer rotationGraceSeconds) {
    public Auth {
        secretName = Objects.requireNonNullElse(secretName, "redis-auth");
        key = Objects.requireNonNullElse(key, "password");
        rotationGraceSeconds = Objects.requireNonNullElse(rotationGraceSeconds, 600);
    }
}
