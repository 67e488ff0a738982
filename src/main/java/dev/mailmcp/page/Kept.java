package dev.mailmcp.page;

import java.time.Duration;

/**
 * What this server keeps, for the page that says so.
 *
 * @param grants whether a row is kept for each connection
 * @param bucket whether attachments go to an object store, and not to the server's own disk
 * @param attachmentLife how long an attachment's URL works
 */
public record Kept(boolean grants, boolean bucket, Duration attachmentLife) {}
