/** IMAP: our command layer over Angus Mail's protocol class. */
@NullMarked
package dev.mailmcp.mail.imap;

import org.jspecify.annotations.NullMarked;
