/** Message submission (RFC 6409) over Angus Mail. */
@NullMarked
package dev.mailmcp.mail.smtp;

import org.jspecify.annotations.NullMarked;
