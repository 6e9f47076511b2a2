package io.slotwise.job.resp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A string of bytes, as Redis' keys, values and command words are. */
public final class Word {
    private final byte[] bytes;

    private Word(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text in UTF-8. */
    public static Word of(String text) {
        return new Word(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Word of(long number) {
        return of(Long.toString(number));
    }

    static Word copyOf(byte[] buffer, int from, int to) {
        return new Word(Arrays.copyOfRange(buffer, from, to));
    }

    public int length() {
        return bytes.length;
    }

    /** From 0 to 255. */
    public int byteAt(int index) {
        return bytes[index] & 0xFF;
    }

    void copyTo(byte[] buffer, int at) {
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
    }

    /** In hexadecimal digits, as {@code redis.sha1hex} gives it. */
    public Word sha1() {
        try {
            return of(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java platform has it
        }
    }

    /** What it says if it is UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Word word && Arrays.equals(bytes, word.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
