package dev.mailmcp.mail;

/** Turns an HTML body into text that reads well: no markup, no invisible parts, links with their targets. */
@FunctionalInterface
public interface ReadableText {
    /** @param html as found in a mail; anything at all. Never throws for what stands in it. */
    String of(String html);
}
