/** Grants, and the access and refresh tokens that carry them. */
@NullMarked
package dev.mailmcp.token;

import org.jspecify.annotations.NullMarked;
