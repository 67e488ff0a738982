@NullMarked
package dev.mailmcp.mail.html;

import org.jspecify.annotations.NullMarked;
