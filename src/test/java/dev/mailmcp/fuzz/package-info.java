/** Requests that nobody honest sends, by the million. */
@NullMarked
package dev.mailmcp.fuzz;

import org.jspecify.annotations.NullMarked;
