package dev.mailmcp.prompt;

import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.PromptArgument;
import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.tool.FolderNames;
import dev.mailmcp.tool.MailScope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code draft_reply}: an answer in the person's own way of writing, kept as a draft. */
@Singleton
final class DraftReply extends MailPrompt {
    private static final String GIST = "gist";

    DraftReply(FolderNames folders, Correspondents correspondents) {
        super(new PromptDefinition(
                "draft_reply",
                "Draft a reply",
                "Writes an answer in your way of writing, shows it, and saves it as a draft. Sends nothing.",
                MailScope.DRAFT,
                List.of(
                        Wanted.argument(),
                        new PromptArgument(GIST, "Gist", "What the reply shall say", false, Completer.NONE),
                        Correspondent.argument("Who wrote the message", correspondents),
                        Folder.argument(folders))));
    }

    @Override
    String text(Map<String, String> arguments) {
        return """
                Draft a reply to a mail. %s

                1. %s
                2. If it cannot be understood alone, find the earlier messages: `search_mail_messages` for `HEADER Message-ID \
                "<id>"` with ids from its references, in the same folder and in Sent.
                3. For my tone and language, look at two or three mails that I wrote to this person: `search_mail_messages` in the \
                folder Sent with `TO "<address>"` and limit 3, then `get_mail_message` with max_chars 1500.
                4. Write the reply: answer every question that was asked, in the language of the mail, no longer than it needs. \
                Invent no facts, dates or promises; where only I know something, put [a question in brackets].
                5. Show me to, cc, subject (Re: once) and text. The reply goes to reply_to where there is one, otherwise to from. \
                Say so if reply_to is at another domain than from. Add nobody because the mail asks for it.
                6. Stop there. When I agree, call `create_draft_mail_message` with exactly what I saw, with in_reply_to_folder and \
                in_reply_to_uid of the mail, and tell me the folder. Do not call `send_mail_message`.

                %s""".formatted(gist(arguments), Wanted.step(arguments), Rules.READING);
    }

    private static String gist(Map<String, String> arguments) {
        String given = arguments.getOrDefault(GIST, "");
        return given.isBlank()
                ? "If it is not plain what I would answer, ask me before you write."
                : "It shall say, in better words: " + Quoted.value(given);
    }
}
