/** What goes into each image: {@code slotwise dist} lays it out from a checkout that is built. */
@NullMarked
package io.slotwise.standalone.dist;

import org.jspecify.annotations.NullMarked;
