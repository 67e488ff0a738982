package dev.mailmcp.deployment;

import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.testserver.DocumentSite;
import java.util.Map;

/**
 * What is behind a deployment that the suite started.
 *
 * @param mail where the people's mailboxes are
 * @param site from which client documents are taken
 * @param settings of one of its nodes
 */
record Inside(Mailroom mail, DocumentSite site, Map<String, String> settings) {}
