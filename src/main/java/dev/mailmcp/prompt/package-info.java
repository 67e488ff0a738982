/** The MCP prompts, one class each: tasks that a person picks, worked out into what a model shall do with the tools. */
@NullMarked
package dev.mailmcp.prompt;

import org.jspecify.annotations.NullMarked;
