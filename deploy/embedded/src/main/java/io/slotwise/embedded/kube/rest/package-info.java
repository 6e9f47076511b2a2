/**
 * The rules that hold for every object: creation, update, status, finalizers, optimistic locking, owner garbage
 * collection. Works on the store; knows no HTTP.
 */
@NullMarked
package io.slotwise.embedded.kube.rest;

import org.jspecify.annotations.NullMarked;
