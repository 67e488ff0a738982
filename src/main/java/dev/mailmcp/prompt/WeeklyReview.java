package dev.mailmcp.prompt;

import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.tool.MailScope;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code weekly_review}: what happened, and what waits for whom. */
@Singleton
final class WeeklyReview extends MailPrompt {
    private static final int DAYS = 7;

    private final Clock clock;

    WeeklyReview(Clock clock) {
        super(new PromptDefinition(
                "weekly_review",
                "Weekly review",
                "Looks back on a week of mail: what moved, who waits for you, whom you wait for, what comes next.",
                MailScope.READ,
                List.of(Span.argument(DAYS))));
        this.clock = clock;
    }

    @Override
    String text(Map<String, String> arguments) {
        Span span = Span.of(arguments, DAYS, clock);
        return """
                Review my mail from %1$s to today, %2$s.

                1. Call `search_mail_messages` with query `%3$s` and limit 100 in the folder INBOX, then in Sent. If count is \
                larger than 100, say so.
                2. Put what belongs together into threads by in_reply_to, message_id and subject. Set newsletters and automatic \
                notices aside.
                3. Read with `get_mail_message` (max_chars 3000, attachments metadata) the newest mail of each thread where sender \
                and subject do not tell enough; 25 at most.
                4. Give me: three sentences on the week; waiting for me (asked and not answered in Sent, longest first); waiting \
                for others (I asked, and no answer came); dates in the next 14 days; senders of three or more newsletters, for \
                unsubscribing. A line each, with sender, date and [folder, uid].
                5. End with the three things you would do first, and why.

                %4$s""".formatted(span.from(), span.today(), span.since(), Rules.READING);
    }
}
