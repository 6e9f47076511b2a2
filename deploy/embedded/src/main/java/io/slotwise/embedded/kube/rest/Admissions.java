package io.slotwise.embedded.kube.rest;

import io.slotwise.embedded.kube.kind.ResourceKind;

/** Which admission holds for a kind. */
public interface Admissions {
    /** Lets everything pass. */
    Admissions NONE = (kind, version) -> Admission.NONE;

    Admission of(ResourceKind kind, String version);
}
