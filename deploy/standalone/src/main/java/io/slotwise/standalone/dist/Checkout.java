package io.slotwise.standalone.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkout whose modules are compiled.
 *
 * @param root absolute
 */
record Checkout(Path root) {
    /** What a module needs when it runs; the build writes it. */
    private static final String CLASS_PATH = "target/runtime.classpath";

    static Checkout at(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        for (Component component : Component.values()) {
            Path file = root.resolve(component.module()).resolve(CLASS_PATH);
            if (!Files.isRegularFile(file)) {
                throw new IllegalStateException(
                        file + " is not there; name a checkout of Slotwise that is built, or run ./slotwise dist");
            }
        }
        return new Checkout(root);
    }

    /** Its jars from elsewhere, and what writes its logs, which a module leaves to whoever runs it. */
    List<Path> libraries(Component component) throws IOException {
        return Stream.concat(
                        entries(component).stream(),
                        entries(Component.STANDALONE).stream()
                                .filter(jar -> jar.getFileName().toString().startsWith("logback-")))
                .filter(entry -> !entry.startsWith(root))
                .distinct()
                .sorted()
                .toList();
    }

    /** The directories of the modules of this checkout that it is made of. */
    List<Path> modules(Component component) throws IOException {
        return Stream.concat(
                        Stream.of(root.resolve(component.module())),
                        entries(component).stream()
                                .filter(entry -> entry.startsWith(root))
                                .map(this::module))
                .distinct()
                .sorted()
                .toList();
    }

    /** A module is on the class path as its classes or its jar, which lie somewhere in its folder {@code target}. */
    private Path module(Path entry) {
        Path inside = root.relativize(entry);
        int depth = 0;
        while (!inside.getName(depth).endsWith("target")) {
            depth++;
        }
        return root.resolve(inside.subpath(0, depth));
    }

    private List<Path> entries(Component component) throws IOException {
        String line = Files.readString(root.resolve(component.module()).resolve(CLASS_PATH));
        return Stream.of(line.strip().split(Pattern.quote(File.pathSeparator), -1))
                .map(Path::of)
                .toList();
    }
}
