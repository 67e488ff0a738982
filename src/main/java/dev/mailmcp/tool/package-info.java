/** What can be done with a mailbox over MCP: the tools, one class each, and mail as resources. */
@NullMarked
package dev.mailmcp.tool;

import org.jspecify.annotations.NullMarked;
