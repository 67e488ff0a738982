/** Figures for the operator, in the text format of Prometheus. No label says anything of a person. */
@NullMarked
package dev.mailmcp.metric;

import org.jspecify.annotations.NullMarked;
