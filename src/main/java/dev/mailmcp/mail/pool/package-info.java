/** Connections that are kept for a while after use: how many, for how long, and who gets one next. */
@NullMarked
package dev.mailmcp.mail.pool;

import org.jspecify.annotations.NullMarked;
