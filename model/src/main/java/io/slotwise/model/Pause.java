package io.slotwise.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Which scalings a person has put off by the annotation {@value #ANNOTATION} on the {@code RedisCluster}. */
public enum Pause {
    @JsonEnumDefaultValue
    NONE,
    ALL,
    IN,
    OUT;

    /** Its values are {@code all}, {@code in} and {@code out}; without it nothing is put off. */
    public static final String ANNOTATION = "slotwise.io/pause";
}
