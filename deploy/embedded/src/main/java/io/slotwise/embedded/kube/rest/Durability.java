package io.slotwise.embedded.kube.rest;

/** Whether a write is meant, or only tried ({@code dryRun=All}). */
public enum Durability {
    STORED,
    TRIED
}
