package io.slotwise.standalone.console.view;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text from records, cut to what a page can hold: who writes a record decides what stands in it, not how much is kept. */
final class Text {
    private static final int MOST = 1000;
    private static final int PREVIEW_BYTES = 160;

    private Text() {}

    static String clipped(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…";
    }

    /** The beginning of what the Base64 text stands for, as printable text. */
    static String preview(String base64) {
        byte[] bytes = bytes(base64.length() <= 4 * PREVIEW_BYTES ? base64 : base64.substring(0, 4 * PREVIEW_BYTES));
        String text = new String(bytes, 0, Math.min(bytes.length, PREVIEW_BYTES), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return base64.getBytes(StandardCharsets.UTF_8);
        }
    }
}
