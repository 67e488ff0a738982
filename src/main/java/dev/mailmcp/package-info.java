/** The program's entry, its settings, and what ties the packages together. */
@NullMarked
package dev.mailmcp;

import org.jspecify.annotations.NullMarked;
