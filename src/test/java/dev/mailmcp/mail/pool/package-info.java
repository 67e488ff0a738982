/** The pool on its own: connections in memory, time that a test moves. */
@NullMarked
package dev.mailmcp.mail.pool;

import org.jspecify.annotations.NullMarked;
