/** IMAP against servers that misbehave. */
@NullMarked
package dev.mailmcp.mail.imap;

import org.jspecify.annotations.NullMarked;
