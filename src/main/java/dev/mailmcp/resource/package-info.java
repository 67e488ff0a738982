/** The protected resource: bearer token, challenge, RFC 9728 metadata, caller to mailbox. */
@NullMarked
package dev.mailmcp.resource;

import org.jspecify.annotations.NullMarked;
