/** What stands between processes in tests. */
@NullMarked
package io.slotwise.job.net;

import org.jspecify.annotations.NullMarked;
