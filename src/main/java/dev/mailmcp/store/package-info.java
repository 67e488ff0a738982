/** What the server remembers: grants' key shares, authorization codes, transactions. Small, atomic operations. */
@NullMarked
package dev.mailmcp.store;

import org.jspecify.annotations.NullMarked;
