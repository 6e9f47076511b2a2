package io.slotwise.model;

import java.util.OptionalLong;

/**
 * A slot among those of a node that use most CPU.
 *
 * @param slot 0 to 16383
 * @param cpuPercent CPU that its commands used, percent of one core, 0 or more
 * @param keys keys it holds
 * @param memoryBytes memory its keys take; absent where the server does not count it
 */
public record HotSlot(int slot, double cpuPercent, OptionalLong keys, OptionalLong memoryBytes) {
    public HotSlot {
        Checks.atLeast("slot", 0, slot);
    }
}
