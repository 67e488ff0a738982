package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchQuery;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** {@code search_mail_messages}: IMAP SEARCH (RFC 9051 §6.4.4) in one folder. */
@Singleton
final class SearchMailMessages extends MailTool {
    /** More UIDs than these would flood a model; the count tells the rest. */
    private static final int MOST_UIDS = 500;

    private static final Parameter<String> QUERY = Parameter.text(
            "query",
            "IMAP SEARCH keys, for instance: FROM \"ada\" SUBJECT \"report\" SINCE 1-Oct-2026 UNSEEN;"
                    + " OR, NOT and parentheses work");
    private static final Parameter<Long> LIMIT = Parameter.integer(
                    "limit", "How many of the newest hits to describe", 0, 100)
            .otherwise(50L);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "search_mail_messages",
            "Search messages",
            "Search a folder with IMAP SEARCH syntax; gives UIDs and summaries, newest first." + Which.OUTSIDE_WORDS,
            MailScope.READ,
            new Hints(true, false, true, true),
            List.of(Which.FOLDER, QUERY, LIMIT),
            Hits.class);

    private final CurrentMailbox current;

    SearchMailMessages(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Hits(
            String folder,
            long uidvalidity,
            String query,
            List<Long> uids,
            @Description("All hits, also those not listed") long count,
            List<Summary> messages,
            List<String> warnings) {}

    @Override
    Hits work(Arguments arguments, Call call) {
        String query = arguments.get(QUERY);
        SearchKey key = SearchQuery.parse(query);
        MailboxSession session = current.session();
        SearchHits hits = session.search(
                session.resolve(arguments.get(Which.FOLDER)), key, Math.toIntExact(arguments.get(LIMIT)));
        List<String> warnings = new ArrayList<>(hits.warnings());
        if (hits.uids().size() > MOST_UIDS) {
            warnings.add("uids holds the newest " + MOST_UIDS + " hits only; narrow the query to see others");
        }
        return new Hits(
                hits.mailbox().value(),
                hits.uidValidity().value(),
                query,
                hits.uids().stream().limit(MOST_UIDS).map(Uid::value).toList(),
                hits.uids().size(),
                hits.summaries().stream().map(Summary::of).toList(),
                List.copyOf(warnings));
    }
}
