package dev.mailmcp.prompt;

import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.tool.FolderNames;
import dev.mailmcp.tool.MailScope;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code triage_inbox}: what of the unread mail matters. */
@Singleton
final class TriageInbox extends MailPrompt {
    private static final int DAYS = 14;

    private final Clock clock;

    TriageInbox(FolderNames folders, Clock clock) {
        super(new PromptDefinition(
                "triage_inbox",
                "Triage the inbox",
                "Sorts the unread mail by what it asks of you, and proposes what to do with it.",
                MailScope.READ,
                List.of(Folder.argument(folders), Span.argument(DAYS))));
        this.clock = clock;
    }

    @Override
    String text(Map<String, String> arguments) {
        Span span = Span.of(arguments, DAYS, clock);
        return """
                Sort my unread mail. Today is %s.

                1. Call `search_mail_messages` with folder %s, query `UNSEEN %s` and limit 50.
                2. Judge by sender, subject and date. Call `get_mail_message` with max_chars 2000 and attachments metadata only \
                where those do not say what is wanted of me; 15 times at most.
                3. Give me four lists, most urgent first, leaving out empty ones: Answer, Do, Know, Can go. A mail is one line: \
                sender, subject, what it wants of me and by when, and [uid]. Newsletters and notices of one sender share a line.
                4. Above the lists: how many are unread, how many of them you listed, and the one that I should open first.
                5. Below: what you would flag, move or delete, with the uids. Do it only once I say which; pass the uidvalidity of \
                the search along.

                %s""".formatted(span.today(), Folder.of(arguments), span.since(), Rules.READING);
    }
}
