package dev.mailmcp.mcp;

/**
 * Where we take what the letter of the protocol forbids, because clients in wide use send it.
 *
 * @param legacyVersionHeader take a request whose {@code MCP-Protocol-Version} header names a legacy revision while its
 *     {@code _meta} names a modern one that we speak: a hosted client has sent all its tool calls like that. The metadata
 *     decides then.
 */
public record Tolerances(boolean legacyVersionHeader) {}
