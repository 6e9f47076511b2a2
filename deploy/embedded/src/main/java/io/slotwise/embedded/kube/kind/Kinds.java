package io.slotwise.embedded.kube.kind;

import io.slotwise.embedded.kube.store.KindId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every kind that is served now. */
public final class Kinds {
    public static final KindId NAMESPACES = new KindId("", "namespaces");
    public static final KindId PODS = new KindId("", "pods");
    public static final KindId EVENTS = new KindId("", "events");
    public static final KindId SECRETS = new KindId("", "secrets");
    public static final KindId SERVICES = new KindId("", "services");
    public static final KindId JOBS = new KindId("batch", "jobs");
    public static final KindId STATEFUL_SETS = new KindId("apps", "statefulsets");
    public static final KindId DEFINITIONS = new KindId("apiextensions.k8s.io", "customresourcedefinitions");

    private final Map<KindId, ResourceKind> kinds = new ConcurrentSkipListMap<>();

    public Kinds() {
        BuiltInKinds.all().forEach(this::add);
    }

    public void add(ResourceKind kind) {
        kinds.put(kind.id(), kind);
    }

    public void remove(KindId id) {
        kinds.remove(id);
    }

    public Collection<ResourceKind> all() {
        return List.copyOf(kinds.values());
    }

    public Optional<ResourceKind> find(KindId id) {
        return Optional.ofNullable(kinds.get(id));
    }

    /** The kind with that plural, if it is served in that version. */
    public Optional<ResourceKind> find(String group, String version, String plural) {
        return find(new KindId(group, plural)).filter(kind -> kind.versions().contains(version));
    }

    /** The kinds served in that group and version. */
    public List<ResourceKind> in(String group, String version) {
        return kinds.values().stream()
                .filter(kind ->
                        kind.id().group().equals(group) && kind.versions().contains(version))
                .toList();
    }
}
