/** The commands of ./cli. */
@NullMarked
package dev.mailmcp.cli;

import org.jspecify.annotations.NullMarked;
