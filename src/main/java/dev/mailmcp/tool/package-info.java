/** The MCP tools, one class each. */
@NullMarked
package dev.mailmcp.tool;

import org.jspecify.annotations.NullMarked;
