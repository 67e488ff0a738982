/** HTML mail made readable and harmless: cleaned by jsoup, written as Markdown by flexmark. No other package knows either. */
@NullMarked
package dev.mailmcp.mail.html;

import org.jspecify.annotations.NullMarked;
