package io.slotwise.streams.decision;

import io.slotwise.model.Policy;

/** How many masters a load needs. The plain rule goes one by one; the adaptive one as far as the load says. */
final class Steps {
    private Steps() {}

    /** As many as it takes to bring the mean under the high thresholds with room to spare; at least one more. */
    static int out(Situation s) {
        Policy policy = s.policy();
        int now = s.cluster().masters();
        int least = Math.max(now + 1, policy.minMasters());
        int most = Math.max(least, now + policy.limits().maxStep().orElse(Integer.MAX_VALUE - now));
        if (policy.maxMasters().isPresent()) {
            most = Math.max(least, Math.min(most, policy.maxMasters().getAsInt()));
        }
        return policy.strategy() == Policy.Strategy.THRESHOLD
                ? least
                : clamped(
                        needed(
                                s,
                                s.rules().fitLimit(policy.cpu(), s.rules().fitPercent()),
                                s.rules().fitLimit(policy.memory(), s.rules().fitPercent())),
                        least,
                        most);
    }

    /** As few as bring the mean up to a low threshold, within {@code minMasters}; at least one fewer. */
    static int in(Situation s) {
        Policy policy = s.policy();
        int now = s.cluster().masters();
        int most = now - 1;
        int least = Math.max(now - policy.limits().maxStep().orElse(now), policy.minMasters());
        return policy.strategy() == Policy.Strategy.THRESHOLD
                ? most
                : clamped(needed(s, policy.cpu().low(), policy.memory().low()), Math.min(least, most), most);
    }

    private static int needed(Situation s, double cpuPercent, double memoryPercent) {
        double cpu = s.masters().stream()
                .mapToDouble(master -> master.cpu().orElse(0))
                .sum();
        double memory = s.masters().stream()
                .mapToDouble(master -> master.memory().orElse(0))
                .sum();
        return (int) Math.ceil(Math.max(cpu / cpuPercent, memory / memoryPercent));
    }

    private static int clamped(int value, int least, int most) {
        return Math.max(least, Math.min(value, most));
    }
}
