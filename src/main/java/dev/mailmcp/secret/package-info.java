/** Keeping values hidden: secrets, the key ring and the sealing of bytes (JWE). */
@NullMarked
package dev.mailmcp.secret;

import org.jspecify.annotations.NullMarked;
