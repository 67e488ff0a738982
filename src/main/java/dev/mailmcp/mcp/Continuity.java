package dev.mailmcp.mcp;

import java.time.Clock;

/**
 * What carries anything from one request to another. Everything else about a request is in the request.
 *
 * @param seal for what clients carry
 * @param used so that what may be used once is
 * @param answers responses to requests of ours
 */
public record Continuity(StateSeal seal, SingleUse used, AwaitedAnswers answers, Clock clock) {}
