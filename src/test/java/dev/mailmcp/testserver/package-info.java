/** Real and scripted mail servers for tests: loopback, ephemeral ports, stopped by the test that started them. */
@NullMarked
package dev.mailmcp.testserver;

import org.jspecify.annotations.NullMarked;
