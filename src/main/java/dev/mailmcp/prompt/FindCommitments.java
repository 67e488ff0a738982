package dev.mailmcp.prompt;

import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.tool.MailScope;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code find_commitments}: who promised what to whom. */
@Singleton
final class FindCommitments extends MailPrompt {
    private static final int DAYS = 30;

    private final Clock clock;

    FindCommitments(Correspondents correspondents, Clock clock) {
        super(new PromptDefinition(
                "find_commitments",
                "Find commitments",
                "Lists what you promised in mails and what others promised you, with the dates.",
                MailScope.READ,
                List.of(Correspondent.argument("Only mails with this person", correspondents), Span.argument(DAYS))));
        this.clock = clock;
    }

    @Override
    String text(Map<String, String> arguments) {
        Span span = Span.of(arguments, DAYS, clock);
        return """
                Find the promises in my mail. Today is %s.

                1. Mine: call `search_mail_messages` with folder Sent, query `%s` and limit 100.
                2. Those of others: the same with folder INBOX and query `%s`.
                3. Leave out newsletters and automatic notices. Read with `get_mail_message` (max_chars 4000, attachments \
                metadata) the mails whose subject or sender suggests work, a meeting, money or a question; 40 at most, and skip \
                what only quotes an earlier mail.
                4. A promise is a statement that somebody will do something. A wish, a maybe or somebody else's demand is none. \
                Work out dates such as Friday from the date of the mail.
                5. Look whether a later mail shows it done.
                6. Give me two tables, I owe and I am owed, overdue first: who, what in a short quotation, due (none if no date \
                was given), state (open, done, unclear), mail (date, folder, uid). Below: which mails you did not read.

                %s""".formatted(
                        span.today(),
                        span.since() + Correspondent.key("TO", arguments),
                        span.since() + Correspondent.key("FROM", arguments),
                        Rules.READING);
    }
}
