/** What a browser sees: what all pages share, and the page for people who open the server's address. */
@NullMarked
package dev.mailmcp.page;

import org.jspecify.annotations.NullMarked;
