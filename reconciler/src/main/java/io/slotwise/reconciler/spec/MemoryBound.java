package io.slotwise.reconciler.spec;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.slotwise.model.crd.RedisClusterSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * Redis' {@code maxmemory} in bytes. By default it is 75 % of the container's limit: the rest is for what Redis does not
 * count in it (buffers of replicas, pages copied while it writes to disk, fragmentation), so that Redis refuses writes
 * before the kernel kills it.
 */
final class MemoryBound {
    private static final String STANDARD = "75%";

    private MemoryBound() {}

    /** Empty when there is no bound. */
    static Optional<String> bytes(RedisClusterSpec spec) {
        Optional<Quantity> limit = limit(spec);
        String wanted = Optional.ofNullable(spec.maxmemory()).orElse(STANDARD);
        Optional<BigDecimal> bytes = wanted.endsWith("%")
                ? limit.map(all -> all.getNumericalAmount()
                        .multiply(new BigDecimal(wanted.substring(0, wanted.length() - 1)))
                        .movePointLeft(2))
                : Optional.of(Quantity.getAmountInBytes(Quantity.parse(wanted)));
        return bytes.map(all -> all.setScale(0, RoundingMode.FLOOR).toPlainString());
    }

    /** What the bound is a share of. */
    static Optional<Quantity> limit(RedisClusterSpec spec) {
        return Optional.ofNullable(spec.podOrDefault().resources())
                .map(ResourceRequirements::getLimits)
                .map((Map<String, Quantity> limits) -> limits.get("memory"));
    }
}
