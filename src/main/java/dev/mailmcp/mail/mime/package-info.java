/** MIME: decoding what arrives, composing what leaves. */
@NullMarked
package dev.mailmcp.mail.mime;

import org.jspecify.annotations.NullMarked;
