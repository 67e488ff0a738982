/** Who logs in where: login, IMAP and SMTP endpoints, transport security. */
@NullMarked
package dev.mailmcp.account;

import org.jspecify.annotations.NullMarked;
