/** Follows the topics of Slotwise from their beginning, for whoever shows them to a person. Reads only. */
@NullMarked
package io.slotwise.standalone.feed;

import org.jspecify.annotations.NullMarked;
