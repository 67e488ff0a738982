/** Mailboxes, messages, search and submission in our own words; no library's types. */
@NullMarked
package dev.mailmcp.mail;

import org.jspecify.annotations.NullMarked;
