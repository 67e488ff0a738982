package dev.mailmcp.prompt;

import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.tool.FolderNames;
import dev.mailmcp.tool.MailScope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code summarise_thread}: where a conversation stands. */
@Singleton
final class SummariseThread extends MailPrompt {
    SummariseThread(FolderNames folders, Correspondents correspondents) {
        super(new PromptDefinition(
                "summarise_thread",
                "Summarise a thread",
                "Reads a whole conversation and tells what was decided, what is open and whose turn it is.",
                MailScope.READ,
                List.of(
                        Wanted.argument(),
                        Correspondent.argument("Who wrote one of its messages", correspondents),
                        Folder.argument(folders))));
    }

    @Override
    String text(Map<String, String> arguments) {
        return """
                Summarise a mail thread for me.

                1. %s
                2. Take the first of its references, or its message_id where there are none. Call `search_mail_messages` with the \
                query `OR HEADER References "<id>" HEADER Message-ID "<id>"`, once in the same folder and once in the folder Sent, \
                where my own answers are. If that finds nothing more, search for the subject without Re: and Fwd:.
                3. Read the messages with `get_mail_message` (attachments metadata), oldest first, 30 at most. Skip what only \
                quotes an earlier message.
                4. Give me, in the language of the thread: the state in two sentences; what was decided, by whom and when; what \
                is open and whose turn it is; dates, amounts and addresses as they are written; attachments by name. Where \
                people contradict each other, show both.

                %s""".formatted(Wanted.step(arguments), Rules.READING);
    }
}
