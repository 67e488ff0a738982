/**
 * The authorization server: metadata, sign-in and consent page, token endpoint. Its surface is the endpoints; {@link
 * dev.mailmcp.oauth.OAuthParts} is how they are put together.
 */
@NullMarked
package dev.mailmcp.oauth;

import org.jspecify.annotations.NullMarked;
