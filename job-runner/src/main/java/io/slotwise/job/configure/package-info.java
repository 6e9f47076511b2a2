/**
 * Settings, users and certificates of nodes that run. Speaks to Redis; moves nothing and knows nothing of slots.
 */
@NullMarked
package io.slotwise.job.configure;

import org.jspecify.annotations.NullMarked;
