package io.slotwise.embedded.kube;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The file that a container writes to. */
public record LogFile(Path path) {
    private static final long FOLLOW_PACE_MILLIS = 200;
    private static final int CHUNK = 16 * 1024;

    /**
     * Copies what is in it, and what is added while the container runs.
     *
     * @param lastLines how many lines at most of what is there; all without it
     * @param runs false from the start for what is there alone
     */
    public void copy(OutputStream out, OptionalLong lastLines, BooleanSupplier runs)
            throws IOException, InterruptedException {
        try (RandomAccessFile source = new RandomAccessFile(path.toFile(), "r")) {
            source.seek(lastLines.isPresent() ? start(source, lastLines.getAsLong()) : 0);
            copy(source, out);
            while (runs.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(FOLLOW_PACE_MILLIS);
                copy(source, out);
            }
            // What it printed last, between the last copy and its end.
            copy(source, out);
        }
    }

    private static void copy(RandomAccessFile source, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = source.read(chunk);
        while (count > 0) {
            out.write(chunk, 0, count);
            count = source.read(chunk);
        }
        out.flush();
    }

    /** Where the last so many lines begin, in bytes. */
    private static long start(RandomAccessFile source, long lines) throws IOException {
        if (lines == 0) {
            return source.length();
        }
        long left = lines;
        long at = source.length();
        while (at > 0) {
            source.seek(at - 1);
            boolean lineEnd = source.read() == '\n' && at < source.length();
            left -= lineEnd ? 1 : 0;
            if (left == 0) {
                return at;
            }
            at--;
        }
        return 0;
    }
}
