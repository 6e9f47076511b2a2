package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Store;
import java.util.Comparator;
import java.util.List;

/** Events are forgotten, the oldest first, so that they do not fill the memory. */
record EventAdmission(Store store) implements Admission {
    private static final int MOST = 1_000;
    private static final int AT_ONCE = 100;

    @Override
    public void onStored(ObjectNode stored) {
        List<ObjectNode> events = store.list(Kinds.EVENTS, "");
        if (events.size() > MOST) {
            events.stream()
                    .sorted(Comparator.comparingLong(event -> Long.parseLong(new Meta(event).resourceVersion())))
                    .limit(AT_ONCE)
                    .forEach(event -> store.remove(Store.key(Kinds.EVENTS, event)));
        }
    }
}
