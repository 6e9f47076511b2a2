/** What single kinds want: defaults, immutable fields, definitions that bring new kinds, validation by schema. */
@NullMarked
package io.slotwise.embedded.kube.rule;

import org.jspecify.annotations.NullMarked;
