/** Mail is handed over once, however often the same sending is asked for. */
@NullMarked
package dev.mailmcp.outbox;

import org.jspecify.annotations.NullMarked;
