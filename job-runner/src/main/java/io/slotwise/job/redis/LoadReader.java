package io.slotwise.job.redis;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.SlotLoad;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each slot carries, as its master tells: by {@code CLUSTER SLOT-STATS} where the server has it, which is found out by
 * asking; else by key counts. Sizes that the server does not tell are estimated from samples.
 */
final class LoadReader {
    private static final Logger LOG = LoggerFactory.getLogger(LoadReader.class);
    private static final Command STATS = Command.of("CLUSTER", "SLOT-STATS", "SLOTSRANGE", 0, SlotSet.COUNT - 1);

    private final Connections connections;

    LoadReader(Connections connections) {
        this.connections = connections;
    }

    SlotLoads read(ClusterView view) {
        Map<Integer, SlotLoad> loads = new HashMap<>();
        SlotLoads.Sizes sizes = SlotLoads.Sizes.TOLD;
        for (LiveNode node : view.actives()) {
            try {
                SlotLoads own = read(node);
                loads.putAll(own.bySlot());
                sizes = own.sizes() == SlotLoads.Sizes.SAMPLED ? own.sizes() : sizes;
            } catch (IOException e) {
                LOG.atDebug()
                        .addKeyValue("node", node.pod())
                        .addKeyValue("problem", Problems.words(e))
                        .log("Slots could not be measured");
            }
        }
        return new SlotLoads(loads, sizes);
    }

    private SlotLoads read(LiveNode node) throws IOException {
        Reply stats = connections.talk(node.ref().host(), node.ref().port(), connection -> connection.ask(STATS));
        Map<Integer, SlotLoad> loads = stats instanceof Reply.Many many ? told(many.parts()) : counted(node);
        boolean sized = loads.values().stream().anyMatch(load -> load.bytes() > 0);
        return sized || node.facts().keys() == 0
                ? new SlotLoads(loads, SlotLoads.Sizes.TOLD)
                : new SlotLoads(new SizeSamples(connections, node).added(loads), SlotLoads.Sizes.SAMPLED);
    }

    /** Each part is a slot and a list of names and values. */
    private static Map<Integer, SlotLoad> told(List<Reply> parts) throws IOException {
        Map<Integer, SlotLoad> loads = new HashMap<>();
        for (Reply part : parts) {
            List<Reply> pair = part.parts();
            Map<String, Long> values = new HashMap<>();
            List<Reply> words = pair.get(1).parts();
            for (int i = 0; i + 1 < words.size(); i += 2) {
                values.put(words.get(i).text(), words.get(i + 1).number());
            }
            SlotLoad load = new SlotLoad(
                    values.getOrDefault("key-count", 0L),
                    values.getOrDefault("memory-bytes", 0L),
                    values.getOrDefault("cpu-usec", 0L));
            if (!load.equals(SlotLoad.NONE)) {
                loads.put((int) pair.get(0).number(), load);
            }
        }
        return loads;
    }

    private Map<Integer, SlotLoad> counted(LiveNode node) throws IOException {
        Map<Integer, SlotLoad> loads = new HashMap<>();
        if (node.facts().keys() == 0) {
            return loads;
        }
        List<Integer> slots = node.slots().stream().boxed().toList();
        List<Reply> counts = connections.all(
                node.ref().host(),
                node.ref().port(),
                slots.stream()
                        .map(slot -> Command.of("CLUSTER", "COUNTKEYSINSLOT", slot))
                        .toList());
        for (int i = 0; i < slots.size(); i++) {
            long keys = counts.get(i).number();
            if (keys > 0) {
                loads.put(slots.get(i), new SlotLoad(keys, 0, 0));
            }
        }
        return loads;
    }
}
