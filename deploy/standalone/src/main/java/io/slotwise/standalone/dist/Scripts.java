package io.slotwise.standalone.dist;

/** The texts of the programs of an image. */
final class Scripts {
    private Scripts() {}

    /** Starts a main class; wherever the folder stands, and whatever the directory is. */
    static String program(Component component, String mainClass) {
        return """
                #!/bin/sh
                home=$(CDPATH='' cd "$(dirname "$0")/.." && pwd)
                path=
                while read -r jar; do path=$path:$home/$jar; done <"$home/classpath"
                # The order of the class path must be the one that the classes were kept with.
                kept=$home/classes.jsa
                if [ -n "${SLOTWISE_KEEP_CLASSES:-}" ]; then kept=-XX:ArchiveClassesAtExit=$kept; else kept=-XX:SharedArchiveFile=$kept; fi
                exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:MaxRAMPercentage=70 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \\
                  -XX:-UsePerfDataOPTIONS -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off "$kept" \\
                  -Dlogback.configurationFile="$home/conf/logback.xml" -cp "${path#:}" MAIN "$@"
                """.replace("OPTIONS", component.options()).replace("MAIN", mainClass);
    }

    /** Keeps the classes of a rehearsal in {@code classes.jsa}, so that the image's programs start sooner. */
    static String archive(Component component) {
        return """
                #!/bin/sh
                home=$(CDPATH='' cd "$(dirname "$0")/.." && pwd)
                SLOTWISE_KEEP_CLASSES=yes timeout 20 "$home/bin/"REHEARSAL >/dev/null 2>&1
                if [ ! -s "$home/classes.jsa" ]; then echo "no classes were kept in $home/classes.jsa" >&2; exit 1; fi
                """.replace("REHEARSAL", String.join(" ", component.rehearsal()));
    }
}
