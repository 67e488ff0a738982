/** What an operator must be able to look up later: one line of the log, and one count, for each thing that touches security. */
@NullMarked
package dev.mailmcp.audit;

import org.jspecify.annotations.NullMarked;
