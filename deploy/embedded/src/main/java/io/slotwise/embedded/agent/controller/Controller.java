package io.slotwise.embedded.agent.controller;

/** Brings what is there closer to what is wanted, by what the API says now. */
interface Controller {
    void pass();
}
