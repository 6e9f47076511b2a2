/**
 * The laboratory of the decision core: a history becomes a course of demand, policies are tried on it in a closed loop on
 * one model of scaling, and each is measured against the best that could have been done. It uses the decision core and the
 * shared records alone; no I/O, no clock. docs/replay.md describes the model.
 */
@NullMarked
package io.slotwise.streams.replay;

import org.jspecify.annotations.NullMarked;
