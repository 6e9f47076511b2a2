/**
 * What a cluster's own history teaches: how its demand moves from one five minutes to the next and over the day and week,
 * and which number of masters is cheapest in the long run when it goes on so. Pure functions and records: time, the
 * policy's numbers and the length of a move are parameters.
 */
@NullMarked
package io.slotwise.streams.decision.adaptive;

import org.jspecify.annotations.NullMarked;
