/**
 * The words every part of Slotwise shares: what is observed, decided, intended and done. Pure values without I/O: each
 * validates itself when it is made, and knows neither Kafka's clients, nor Kubernetes, nor a clock.
 */
@NullMarked
package io.slotwise.model;

import org.jspecify.annotations.NullMarked;
