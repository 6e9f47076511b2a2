package io.slotwise.bench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who types {@code CLUSTER MIGRATESLOTS} (Valkey 9 and newer) for one batch of slots after the other, each when the
 * one before has ended. Knows one source.
 *
 * @param program redis-cli
 * @param slotsAtOnce slots in a batch
 */
public record ByHand(Path program, int slotsAtOnce) implements Mover {
    private static final String SCRIPT = """
            redis="$1 -h $2 -p $3"; destination=$4; next=$5; end=$6; batch=$7
            while [ "$next" -lt "$end" ]; do
              last=$((next + batch - 1))
              [ "$last" -lt "$end" ] || last=$((end - 1))
              answer=$($redis cluster migrateslots slotsrange "$next" "$last" node "$destination")
              [ "$answer" = OK ] || { echo "MIGRATESLOTS $next $last: $answer"; exit 1; }
              state=
              while [ "$state" != success ]; do
                case $state in failed | cancelled) echo "MIGRATESLOTS $next $last $state"; exit 1 ;; esac
                state=$($redis cluster getslotmigrations | sed -n '/^state$/{n;p;q;}')
              done
              next=$((last + 1))
            done
            """;

    @Override
    public String label() {
        return "MIGRATESLOTS by hand, " + slotsAtOnce + " slots";
    }

    @Override
    public List<String> command(Task task) {
        Task.Node source = task.sources().get(0);
        int colon = source.address().lastIndexOf(':');
        return List.of(
                "sh",
                "-c",
                SCRIPT,
                "by-hand",
                program.toString(),
                source.address().substring(0, colon),
                source.address().substring(colon + 1),
                task.destination().id(),
                Integer.toString(source.firstSlot()),
                Integer.toString(source.firstSlot() + task.slots()),
                Integer.toString(slotsAtOnce));
    }
}
