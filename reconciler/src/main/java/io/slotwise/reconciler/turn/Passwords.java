package io.slotwise.reconciler.turn;

import java.security.SecureRandom;
import java.util.Base64;

/** New passwords for users that no person ever types. */
final class Passwords {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** 256 bits. */
    private static final int BYTES = 32;

    private Passwords() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
