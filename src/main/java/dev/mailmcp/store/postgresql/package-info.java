/** The store in a PostgreSQL database, which any number of nodes share. */
@NullMarked
package dev.mailmcp.store.postgresql;

import org.jspecify.annotations.NullMarked;
