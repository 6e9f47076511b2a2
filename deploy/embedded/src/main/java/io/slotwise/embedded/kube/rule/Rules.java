package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Admissions;
import io.slotwise.embedded.kube.store.KindId;
import io.slotwise.embedded.kube.store.ObjectKey;
import io.slotwise.embedded.kube.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiConsumer;

/** The admission of each kind that has one. */
public final class Rules implements Admissions, BiConsumer<ObjectKey, ObjectNode> {
    private final Map<KindId, Admission> builtIn;

    public Rules(Kinds kinds, Store store, Clock clock) {
        this.builtIn = Map.of(
                Kinds.DEFINITIONS, new DefinitionAdmission(kinds, store, clock),
                Kinds.PODS, new PodAdmission(),
                Kinds.JOBS, new JobAdmission(),
                Kinds.NAMESPACES, new NamespaceAdmission());
    }

    @Override
    public Admission of(ResourceKind kind, String version) {
        return builtIn.getOrDefault(kind.id(), Admission.NONE);
    }

    @Override
    public void accept(ObjectKey key, ObjectNode last) {
        builtIn.getOrDefault(key.kind(), Admission.NONE).onRemoved(last);
    }
}
