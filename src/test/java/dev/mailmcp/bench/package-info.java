/** What the product costs: round trips, bytes, time, memory. Run by name; measures and prints, asserts nothing about time. */
@NullMarked
package dev.mailmcp.bench;

import org.jspecify.annotations.NullMarked;
