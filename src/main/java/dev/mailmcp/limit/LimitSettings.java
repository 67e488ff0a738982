package dev.mailmcp.limit;

/**
 * What an operator decides about limits.
 *
 * @param on false in tests alone
 * @param proxies between callers and us
 */
public record LimitSettings(boolean on, TrustedProxies proxies) {}
