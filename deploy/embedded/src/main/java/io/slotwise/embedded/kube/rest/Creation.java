package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.ObjectKey;
import io.slotwise.embedded.kube.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** How objects come into being. */
public final class Creation {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final Pattern NAME = Pattern.compile("[a-z0-9A-Z:]([-a-z0-9A-Z.:_]{0,251}[a-z0-9A-Z:])?");

    private final Store store;
    private final Admissions admissions;
    private final OwnerGarbage garbage;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Creation(Store store, Admissions admissions, OwnerGarbage garbage, Clock clock) {
        this.store = store;
        this.admissions = admissions;
        this.garbage = garbage;
        this.clock = clock;
    }

    /**
     * Creates an object and returns it as stored.
     *
     * @throws Refusal when it exists, its namespace does not, or it is not valid
     */
    public ObjectNode create(Address address, ObjectNode given, Durability durability) {
        return store.atomically(() -> {
            ObjectNode object = given.deepCopy();
            name(address, object);
            checkPlace(address, object);
            ObjectKey key = Store.key(address.kind().id(), object);
            if (store.get(key).isPresent()) {
                throw Refusal.alreadyExists(key.kind(), key.name());
            }
            birth(address, object);
            admissions.of(address.kind(), address.version()).onCreate(object);
            if (durability == Durability.TRIED) {
                return object;
            }
            ObjectNode stored = store.put(key.kind(), object);
            admissions.of(address.kind(), address.version()).onStored(stored);
            garbage.collectIfOrphaned(key, stored);
            return stored;
        });
    }

    private void name(Address address, ObjectNode object) {
        Meta meta = new Meta(object);
        if (meta.name().isEmpty() && !meta.text("generateName").isEmpty()) {
            meta.node().put("name", meta.text("generateName") + suffix());
        }
        if (meta.name().isEmpty()) {
            throw Refusal.invalid(
                    address.kind(),
                    "",
                    List.of(new Refusal.Cause(
                            "metadata.name",
                            "Required value: name or generateName is required",
                            "FieldValueRequired")));
        }
        if (!NAME.matcher(meta.name()).matches()) {
            throw Refusal.invalid(
                    address.kind(),
                    meta.name(),
                    List.of(Refusal.Cause.invalid(
                            "metadata.name",
                            "Invalid value: \"" + meta.name()
                                    + "\": must consist of alphanumeric characters, '-' or '.'")));
        }
    }

    private void checkPlace(Address address, ObjectNode object) {
        Meta meta = new Meta(object);
        if (!address.kind().isNamespaced()) {
            meta.node().remove("namespace");
            return;
        }
        if (!meta.namespace().isEmpty() && !meta.namespace().equals(address.namespace())) {
            throw Refusal.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the" + " request");
        }
        meta.node().put("namespace", address.namespace());
        ObjectNode namespace = store.get(new ObjectKey(Kinds.NAMESPACES, "", address.namespace()))
                .orElseThrow(() -> Refusal.notFound(Kinds.NAMESPACES, address.namespace()));
        if (new Meta(namespace).isDeleting()) {
            throw Refusal.forbidden(
                    address.kind().id(),
                    meta.name(),
                    "unable to create new content in namespace " + address.namespace()
                            + " because it is being terminated");
        }
    }

    private void birth(Address address, ObjectNode object) {
        Meta meta = new Meta(object);
        if (!meta.resourceVersion().isEmpty()) {
            throw Refusal.badRequest("resourceVersion should not be set on objects to be created");
        }
        object.put("apiVersion", address.kind().apiVersion(address.version()));
        object.put("kind", address.kind().kind());
        meta.node()
                .put("uid", UUID.randomUUID().toString())
                .put(
                        "creationTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"));
        if (address.kind().has(Trait.GENERATION)) {
            meta.node().put("generation", 1);
        }
        if (address.kind().has(Trait.STATUS)) {
            object.remove("status");
        }
    }

    private String suffix() {
        StringBuilder suffix = new StringBuilder(SUFFIX_LENGTH);
        random.ints(SUFFIX_LENGTH, 0, SUFFIX_LETTERS.length()).forEach(i -> suffix.append(SUFFIX_LETTERS.charAt(i)));
        return suffix.toString();
    }
}
