@NullMarked
package dev.mailmcp.mail.trust;

import org.jspecify.annotations.NullMarked;
