package io.slotwise.standalone.console.view;

import java.util.Optional;

/**
 * What a change made of the state.
 *
 * @param state the state with the change in it
 * @param update what browsers must hear; absent when nothing they show has changed
 */
public record Step(ConsoleState state, Optional<Update> update) {}
