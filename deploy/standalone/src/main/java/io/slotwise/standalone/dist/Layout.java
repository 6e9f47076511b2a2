package io.slotwise.standalone.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lays out folders that are copied into images as they are. What changes seldom is apart from what changes with each
 * commit, so that images share layers: {@code lib} holds the libraries, {@code app} Slotwise's own jars.
 */
final class Layout {
    private static final String DOCKERFILE = "Dockerfile";

    private final Checkout checkout;
    private final String version;

    /**
     * A layout.
     *
     * @param version that the programs tell
     */
    Layout(Checkout checkout, String version) {
        this.checkout = checkout;
        this.version = version;
    }

    /** Makes the component's folder in that directory anew, and returns it. */
    Path write(Component component, Path directory) throws IOException {
        Path folder = directory.resolve(component.folder());
        clear(folder);
        for (String name : List.of("lib", "app", "bin", "conf")) {
            Files.createDirectories(folder.resolve(name));
        }
        List<String> classPath = new ArrayList<>();
        for (Path module : checkout.modules(component)) {
            Path jar = fresh(folder.resolve("app").resolve("slotwise-" + module.getFileName() + ".jar"));
            ModuleJar.write(module.resolve("target/classes"), version, jar);
            classPath.add("app/" + jar.getFileName());
        }
        for (Path library : checkout.libraries(component)) {
            Files.copy(library, fresh(folder.resolve("lib").resolve(library.getFileName())));
            classPath.add("lib/" + library.getFileName());
        }
        Files.write(folder.resolve("classpath"), classPath);
        for (Map.Entry<String, String> program : component.programs().entrySet()) {
            executable(folder.resolve("bin").resolve(program.getKey()), Scripts.program(component, program.getValue()));
        }
        executable(folder.resolve("bin/archive"), Scripts.archive(component));
        Files.copy(
                checkout.root().resolve("deploy/standalone/src/main/resources/logback.xml"),
                folder.resolve("conf/logback.xml"));
        Files.copy(
                checkout.root()
                        .resolve("deploy/images")
                        .resolve(component.folder())
                        .resolve(DOCKERFILE),
                folder.resolve(DOCKERFILE));
        return folder;
    }

    /** Two files of one name must not become one. */
    private static Path fresh(Path file) {
        if (Files.exists(file)) {
            throw new IllegalStateException("two files would become " + file);
        }
        return file;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.exists(folder.resolve("classpath"))) {
            throw new IllegalStateException(folder + " is there, but was not laid out by dist; name another --output");
        }
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
