package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.ServerDescription;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.testing.FakeAttachmentStore;
import dev.mailmcp.testing.FakeComposer;
import dev.mailmcp.testing.FakeFolder;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.FakeSubmission;
import dev.mailmcp.testing.Mails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nine tools on a mailbox in memory, asked through the protocol. */
final class ToolBench {
    final FakeSession session = new FakeSession();
    final FakeSubmission submission = new FakeSubmission();
    final FakeAttachmentStore store = new FakeAttachmentStore();
    final FakeFolder inbox = session.folder("INBOX", Role.INBOX);
    AttachmentOwner owner = new AttachmentOwner("owner-of-this-mailbox", "grant");
    /** On the thread that works, just before a mail is handed over. */
    Runnable beforeSending = () -> {};

    final McpBench protocol = new McpBench(
            new Introduction().description("0"),
            tools(),
            Set.of("mail:read", "mail:organize", "mail:draft", "mail:send", "mail:delete"));

    private List<Tool> tools() {
        var current = new Current();
        var writer = new LetterWriter(current, () -> owner, store);
        var composer = new FakeComposer();
        return List.of(
                new ListMailboxes(current),
                new ListMailMessages(current),
                new GetMailMessage(
                        current,
                        new MessageBody(html -> html.replaceAll("<[^>]*>", "")),
                        new AttachmentLinks(() -> owner, store)),
                new SearchMailMessages(current),
                new SendMailMessage(current, writer, composer),
                new CreateDraftMailMessage(current, writer, composer),
                new DeleteMailMessage(current),
                new MoveMailMessage(current),
                new UpdateMailMessageFlags(current));
    }

    /** With the folders that most accounts have. */
    static ToolBench ordinary() {
        ToolBench bench = new ToolBench();
        bench.session.folder("Sent Items", Role.SENT);
        bench.session.folder("Drafts", Role.DRAFTS);
        bench.session.folder("Deleted Items", Role.TRASH);
        bench.session.folder("Größe/2026", Role.NONE);
        return bench;
    }

    long deliver(String subject) {
        return inbox.deliver(Mails.envelope(subject), Optional.of("The text."), Optional.empty(), List.of())
                .value();
    }

    /** Structured content of a success. */
    JsonNode call(String tool, String arguments) {
        JsonNode result = protocol.call(tool, arguments);
        assertFalse(result.path("isError").booleanValue(), result::toString);
        return result.path("structuredContent");
    }

    /** The error of a failure. */
    JsonNode fail(String tool, String arguments) {
        JsonNode result = protocol.call(tool, arguments);
        assertTrue(result.path("isError").booleanValue(), result::toString);
        return McpBench.tree(
                result.path("content").path(0).path("text").textValue().getBytes(StandardCharsets.UTF_8));
    }

    private final class Current implements CurrentMailbox {
        @Override
        public MailboxSession session() {
            return session;
        }

        @Override
        public Submission submission() {
            beforeSending.run();
            return submission;
        }

        @Override
        public Address author() {
            return Mails.ADA;
        }

        @Override
        public List<String> aliases() {
            return List.of("Countess@example.org");
        }
    }

    static ServerDescription description() {
        return new Introduction().description("0");
    }
}
