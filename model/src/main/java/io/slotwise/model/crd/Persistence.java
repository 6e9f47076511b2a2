package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Redis writes to its volume, in Redis' own words.
 *
 * @param appendonly whether each write goes to the append-only file
 * @param appendfsync when that file is forced to the disk
 * @param save when snapshots are taken; the server's own default when it is left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Persistence(
        @Default("true") @JsonPropertyDescription("Whether each write goes to the append-only file.")
        Boolean appendonly,

        @Default("everysec") @JsonPropertyDescription("When the append-only file is forced to the disk.")
        Fsync appendfsync,

        @JsonPropertyDescription("When snapshots are taken: seconds and changes, such as '3600 1 300 100'; empty for"
                + " never. Without it, as the server has it.")
        @Nullable
        String save) {
    /** When the append-only file is forced to the disk. */
    public enum Fsync {
        always,
        everysec,
        no
    }

    public Persistence {
        appendonly = Objects.requireNonNullElse(appendonly, true);
        appendfsync = Objects.requireNonNullElse(appendfsync, Fsync.everysec);
    }
}
