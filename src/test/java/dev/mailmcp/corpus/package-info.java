/** Odd messages: gathered from public packages, mutated, and a committed golden set; all put through a real mail server. */
@NullMarked
package dev.mailmcp.corpus;

import org.jspecify.annotations.NullMarked;
