package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Definition;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Admissions;
import io.slotwise.embedded.kube.schema.StructuralSchema;
import io.slotwise.embedded.kube.store.KindId;
import io.slotwise.embedded.kube.store.ObjectKey;
import io.slotwise.embedded.kube.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The admission of each kind that has one. */
public final class Rules implements Admissions, BiConsumer<ObjectKey, ObjectNode> {
    private final Map<KindId, Admission> builtIn;
    private final Map<KindId, Compiled> custom = new ConcurrentHashMap<>();

    /** A definition's admission for one of its versions, good for as long as the definition stays as it is. */
    private record Compiled(Definition definition, String version, Admission admission) {}

    public Rules(Kinds kinds, Store store, Clock clock) {
        this.builtIn = Map.of(
                Kinds.DEFINITIONS, new DefinitionAdmission(kinds, store, clock),
                Kinds.PODS, new PodAdmission(immutable(kinds, Kinds.PODS)),
                Kinds.JOBS, new JobAdmission(immutable(kinds, Kinds.JOBS)),
                Kinds.STATEFUL_SETS, new StatefulSetAdmission(immutable(kinds, Kinds.STATEFUL_SETS)),
                Kinds.EVENTS, new EventAdmission(store),
                Kinds.SECRETS, new SecretAdmission(),
                Kinds.SERVICES, new ServiceAdmission(),
                Kinds.NAMESPACES, new NamespaceAdmission());
    }

    private static Immutable immutable(Kinds kinds, KindId kind) {
        return new Immutable(kinds.find(kind).orElseThrow());
    }

    @Override
    public Admission of(ResourceKind kind, String version) {
        return kind.definition()
                .map(definition -> custom(kind, definition, version))
                .orElseGet(() -> builtIn.getOrDefault(kind.id(), Admission.NONE));
    }

    private Admission custom(ResourceKind kind, Definition definition, String version) {
        return custom.compute(
                        kind.id(),
                        (id, known) -> known != null
                                        && known.definition().equals(definition)
                                        && known.version().equals(version)
                                ? known
                                : new Compiled(
                                        definition,
                                        version,
                                        new CustomAdmission(kind, new StructuralSchema(definition.schema(version)))))
                .admission();
    }

    @Override
    public void accept(ObjectKey key, ObjectNode last) {
        builtIn.getOrDefault(key.kind(), Admission.NONE).onRemoved(last);
    }
}
