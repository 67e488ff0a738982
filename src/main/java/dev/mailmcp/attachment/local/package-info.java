/** Attachments in the data directory, behind our own signed URLs. */
@NullMarked
package dev.mailmcp.attachment.local;

import org.jspecify.annotations.NullMarked;
