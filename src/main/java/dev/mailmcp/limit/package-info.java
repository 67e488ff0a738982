/** How much may be asked of this server, and through it of others: who is held off, and for how long. */
@NullMarked
package dev.mailmcp.limit;

import org.jspecify.annotations.NullMarked;
