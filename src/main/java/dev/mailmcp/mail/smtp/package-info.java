/** Message submission (RFC 6409, RFC 5321). */
@NullMarked
package dev.mailmcp.mail.smtp;

import org.jspecify.annotations.NullMarked;
