/** The contract of mailboxes, run against several servers. */
@NullMarked
package dev.mailmcp.mail;

import org.jspecify.annotations.NullMarked;
