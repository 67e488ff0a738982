/**
 * What no deployment of this server may let an attacker do, asked from outside over HTTP. Pointed at any deployment with
 * {@code -Ddeployment.base-url}; otherwise it starts the packaged server in each of the ways that an operator runs it.
 */
@NullMarked
package dev.mailmcp.deployment;

import org.jspecify.annotations.NullMarked;
