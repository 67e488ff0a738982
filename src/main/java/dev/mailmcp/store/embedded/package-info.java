/** The store in one SQLite file. */
@NullMarked
package dev.mailmcp.store.embedded;

import org.jspecify.annotations.NullMarked;
