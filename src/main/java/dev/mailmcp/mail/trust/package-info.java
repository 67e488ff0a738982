/** What can be said of how far a mail may be believed: from its header fields, its addresses and its links, without asking anybody. */
@NullMarked
package dev.mailmcp.mail.trust;

import org.jspecify.annotations.NullMarked;
