package io.slotwise.streams.decision;

import io.slotwise.model.Policy;
import java.time.Duration;

/**
 * The numbers of the decision core that no {@code RedisCluster} states; the same for all clusters.
 *
 * @param confirmOut samples in a row that must ask for scale-out, 1 or more
 * @param confirmIn samples in a row that must ask for scale-in, 1 or more
 * @param staleAfterIntervals a sample older than so many {@code metricsQueryInterval}s is stale, 1 or more
 * @param intentLifeIntervals an intent lives so many {@code metricsQueryInterval}s, or {@code scaleCooldownSeconds} if
 *     that is longer; 1 or more
 * @param fitPercent how much of the high threshold the remaining masters may reach after scale-in, percent, 1 to 100
 * @param fitPercentLearned the same for CPU, where the cluster's own history vouches for it
 */
public record Rules(
        int confirmOut,
        int confirmIn,
        int staleAfterIntervals,
        int intentLifeIntervals,
        int fitPercent,
        int fitPercentLearned) {
    public static final Rules DEFAULT = new Rules(2, 3, 3, 4, 90, 98);

    public Rules {
        requirePositive("confirmOut", confirmOut);
        requirePositive("confirmIn", confirmIn);
        requirePositive("staleAfterIntervals", staleAfterIntervals);
        requirePositive("intentLifeIntervals", intentLifeIntervals);
        requirePositive("fitPercent", fitPercent);
        requirePositive("fitPercentLearned", fitPercentLearned);
        if (Math.max(fitPercent, fitPercentLearned) > 100) {
            throw new IllegalArgumentException(
                    "fitPercent must be at most 100 but is " + Math.max(fitPercent, fitPercentLearned));
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1 but is " + value);
        }
    }

    int confirmations(Direction direction) {
        return direction == Direction.OUT ? confirmOut : confirmIn;
    }

    /** The age beyond which a sample says nothing about now. */
    Duration staleAfter(Policy policy) {
        return policy.metricsQueryInterval().multipliedBy(staleAfterIntervals);
    }

    /** How long an intent may wait to be applied. */
    Duration intentLife(Policy policy) {
        Duration byInterval = policy.metricsQueryInterval().multipliedBy(intentLifeIntervals);
        return byInterval.compareTo(policy.scaleCooldown()) > 0 ? byInterval : policy.scaleCooldown();
    }

    /** The percentage below which a remaining master must stay after scale-in. */
    double fitLimit(Policy.Thresholds thresholds, int percent) {
        return thresholds.high() * percent / 100.0;
    }
}
