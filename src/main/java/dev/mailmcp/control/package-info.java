/** What an operator does to grants and clients by command, also while a server has the store. */
@NullMarked
package dev.mailmcp.control;

import org.jspecify.annotations.NullMarked;
