/** The mail server of {@code ./cli demo}: made-up mail on this machine's loopback. The only user of GreenMail. */
@NullMarked
package dev.mailmcp.cli.demo;

import org.jspecify.annotations.NullMarked;
