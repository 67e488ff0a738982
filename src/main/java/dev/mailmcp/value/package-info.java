/** What every value type throws. One class; nothing else may move in. */
@NullMarked
package dev.mailmcp.value;

import org.jspecify.annotations.NullMarked;
