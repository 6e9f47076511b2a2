/**
 * The structural schemas of custom resources: unknown fields, defaults, types and ranges, and CEL rules. Pure: trees in,
 * trees and causes out.
 */
@NullMarked
package io.slotwise.embedded.kube.schema;

import org.jspecify.annotations.NullMarked;
