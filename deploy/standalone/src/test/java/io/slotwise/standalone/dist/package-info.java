/** Tests of what goes into the images. */
@NullMarked
package io.slotwise.standalone.dist;

import org.jspecify.annotations.NullMarked;
