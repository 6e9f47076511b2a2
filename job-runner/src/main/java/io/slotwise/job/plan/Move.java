package io.slotwise.job.plan;

/** One slot's way from its owner to another master. */
public record Move(int slot, NodeRef from, NodeRef to) {}
