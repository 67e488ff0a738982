/** Hand a stream over, get an expiring URL. */
@NullMarked
package dev.mailmcp.attachment;

import org.jspecify.annotations.NullMarked;
