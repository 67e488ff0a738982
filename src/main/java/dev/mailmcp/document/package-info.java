/**
 * Clients that are known by a URL (OAuth Client ID Metadata Document): the guarded fetch of what stands there, its reading, and
 * proof by the keys that it names.
 */
@NullMarked
package dev.mailmcp.document;

import org.jspecify.annotations.NullMarked;
