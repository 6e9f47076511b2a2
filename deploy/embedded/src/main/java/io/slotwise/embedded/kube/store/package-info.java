/** The objects of the embedded API with their revisions, history and watchers; knows JSON, and no HTTP. */
@NullMarked
package io.slotwise.embedded.kube.store;

import org.jspecify.annotations.NullMarked;
