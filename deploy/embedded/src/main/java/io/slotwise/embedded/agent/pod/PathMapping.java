package io.slotwise.embedded.agent.pod;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container's mount paths and the local folders (or files) that stand for them. A process has no file system of its own
 * here, so the paths in its arguments, environment and configuration are rewritten.
 */
record PathMapping(List<Mount> mounts) {
    static final PathMapping NONE = new PathMapping(List.of());

    /**
     * One mount.
     *
     * @param inside absolute path in the container, without a slash at its end
     * @param outside where it is on this machine
     */
    record Mount(String inside, Path outside) {}

    PathMapping {
        mounts = mounts.stream()
                .sorted(Comparator.comparingInt((Mount mount) -> mount.inside().length())
                        .reversed())
                .toList();
    }

    /** The same, and one more. */
    PathMapping with(Mount mount) {
        return new PathMapping(Stream.concat(mounts.stream(), Stream.of(mount)).toList());
    }

    /** The text with every mount path in it, as a whole path or the head of one, replaced. */
    String apply(String text) {
        if (mounts.isEmpty()) {
            return text;
        }
        String paths = String.join(
                "|", mounts.stream().map(mount -> Pattern.quote(mount.inside())).toList());
        Matcher matcher =
                Pattern.compile("(?<![\\w./-])(" + paths + ")(?![\\w.-])").matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(outside(found.group(1))));
    }

    private String outside(String inside) {
        return mounts.stream()
                .filter(mount -> mount.inside().equals(inside))
                .map(mount -> mount.outside().toString())
                .findFirst()
                .orElse(inside);
    }
}
