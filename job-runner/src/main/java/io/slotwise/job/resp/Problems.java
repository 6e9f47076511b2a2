package io.slotwise.job.resp;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** What went wrong with a node, in few words for people. */
public final class Problems {
    private Problems() {}

    public static String words(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
