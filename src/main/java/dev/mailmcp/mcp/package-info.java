/** The Model Context Protocol over HTTP, both eras. Knows nothing of mail or OAuth. */
@NullMarked
package dev.mailmcp.mcp;

import org.jspecify.annotations.NullMarked;
