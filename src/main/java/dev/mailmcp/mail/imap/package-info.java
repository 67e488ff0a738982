/**
 * IMAP (RFC 3501, RFC 9051): a command layer of our own. {@link dev.mailmcp.mail.imap.Connection} writes commands in one
 * flush and matches the answers by tag; {@link dev.mailmcp.mail.imap.ResponseReader} bounds what a server can make us hold;
 * each operation of a mailbox is one class over them.
 *
 * <p>Responses are read by a parser of ours and not by Angus Mail's item classes: those lose a message whose structure has an
 * unexpected item, recurse as deep as a server nests, and can spin on an unknown body extension.
 */
@NullMarked
package dev.mailmcp.mail.imap;

import org.jspecify.annotations.NullMarked;
