/**
 * The Model Context Protocol over HTTP, both eras. Knows nothing of mail, OAuth or HTTP servers.
 *
 * <p>What a module offers through it: {@link Tool}, {@link Prompt}, {@link ResourceSource}, with {@link Call} in their hands while
 * they work; all of them together are {@link Features}. What it needs from around it: {@link Caller}, {@link CallerContext} and
 * {@link Continuity}.
 *
 * <p>How a request goes through it: {@link McpServer} reads the {@link Message} and asks {@link Era} whose it is; {@link ModernEra}
 * or {@link LegacyEra} checks what that era demands and finds the {@link Method}; one that works for the caller does so in a {@link
 * Conversation}; {@link Answers} makes a {@link Reply} of what comes of it.
 */
@NullMarked
package dev.mailmcp.mcp;

import org.jspecify.annotations.NullMarked;
