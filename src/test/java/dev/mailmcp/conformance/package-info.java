/**
 * The official conformance suite against our protocol layer and against the product. The fixtures that it expects live here
 * and nowhere else: they are never part of what is shipped.
 */
@NullMarked
package dev.mailmcp.conformance;

import org.jspecify.annotations.NullMarked;
