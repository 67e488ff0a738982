/** The authorization server: metadata, sign-in and consent page, token endpoint. */
@NullMarked
package dev.mailmcp.oauth;

import org.jspecify.annotations.NullMarked;
