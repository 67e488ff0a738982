package dev.mailmcp.mail.mime;

/** Where message identifiers come from (RFC 5322 §3.6.4). */
@FunctionalInterface
public interface MessageIds {
    /**
     * The part before the {@code @}: unique, and no hint at anything. Letters, digits, hyphens and underscores, 1 to 40.
     */
    String next();
}
