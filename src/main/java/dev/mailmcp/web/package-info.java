/** What all HTTP endpoints share: requests, responses, routing, headers, forms. */
@NullMarked
package dev.mailmcp.web;

import org.jspecify.annotations.NullMarked;
