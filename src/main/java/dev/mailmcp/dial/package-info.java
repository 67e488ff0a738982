/** The guarded dialer: every outgoing connection whose target someone else chose goes through it. */
@NullMarked
package dev.mailmcp.dial;

import org.jspecify.annotations.NullMarked;
