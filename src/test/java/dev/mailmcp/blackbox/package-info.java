/** The packaged server as its users meet it: a process, HTTP, and mail servers of the test's own. */
@NullMarked
package dev.mailmcp.blackbox;

import org.jspecify.annotations.NullMarked;
