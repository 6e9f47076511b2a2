/**
 * The laboratory: the commands {@code replay}, {@code record}, {@code explain} and {@code tune}. They read histories, try
 * policies on them with the code that decides live, and change nothing.
 */
@NullMarked
package io.slotwise.standalone.lab;

import org.jspecify.annotations.NullMarked;
