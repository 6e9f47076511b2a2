/** The controller manager's part: StatefulSets and Jobs become pods. Plans are pure; controllers carry them out. */
@NullMarked
package io.slotwise.embedded.agent.controller;

import org.jspecify.annotations.NullMarked;
