package io.slotwise.bench.reconcile;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Lines that say what a measurement does now, since it may take many minutes.
 *
 * @param out where they go
 * @param clusters how many are measured
 * @param start when this began, of {@link System#nanoTime}
 */
record Progress(PrintWriter out, int clusters, long start) {
    void next(String stage) {
        out.println(String.format(
                Locale.ROOT,
                "%d %s, %5.1f s: %s",
                clusters,
                clusters == 1 ? "cluster" : "clusters",
                (System.nanoTime() - start) / 1e9,
                stage));
        out.flush();
    }
}
