package io.slotwise.job;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job does when it is told to end (SIGTERM, Ctrl-C): it finishes the slots it has opened and exits with 1. Anything
 * thrown ends as one sentence, its stack only in the debug log.
 */
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);
    private static final long GRACE_SECONDS = 25;
    private static final String BROKEN_OFF = "stopped in the middle of a batch; resume by running it again";

    /** The job's work. */
    interface Work {
        Outcome until(StopSignal stop);
    }

    private Termination() {}

    /** Runs the work, says how it ended unless it is done, and returns the exit code. */
    static int guard(PrintWriter errors, Work work) {
        return guard(errors, LastWords.ofProcess(), work);
    }

    static int guard(PrintWriter errors, LastWords lastWords, Work work) {
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> awaitEnd(stop, ended, lastWords), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Outcome outcome = outcome(work, stop);
        if (!(outcome instanceof Outcome.Done)) {
            errors.println(outcome.words());
            errors.flush();
            lastWords.leave(outcome.words());
        }
        ended.countDown();
        remove(hook);
        return outcome.exitCode();
    }

    private static Outcome outcome(Work work, StopSignal stop) {
        try {
            return work.until(stop);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("Job broke off");
            return new Outcome.Failed("the job broke off (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "); resume by running it again");
        }
    }

    private static void awaitEnd(StopSignal stop, CountDownLatch ended, LastWords lastWords) {
        stop.give();
        try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(BROKEN_OFF);
                lastWords.leave(BROKEN_OFF);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1); // the platform's own code for a signal would hide that nothing is broken
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.atTrace().log("The process is ending already");
        }
    }
}
