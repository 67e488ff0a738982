package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.mail.Correspondence;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.html.MailHtml;
import dev.mailmcp.mcp.Changes;
import dev.mailmcp.mcp.Features;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Prompts;
import dev.mailmcp.mcp.Resources;
import dev.mailmcp.mcp.ServerDescription;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.Toolset;
import dev.mailmcp.outbox.Outbox;
import dev.mailmcp.outbox.OutboxKeys;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.testing.FakeAttachmentStore;
import dev.mailmcp.testing.FakeComposer;
import dev.mailmcp.testing.FakeFolder;
import dev.mailmcp.testing.FakeMailbox;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.FakeSubmission;
import dev.mailmcp.testing.Mails;
import dev.mailmcp.testing.SetClock;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nine tools and the resources on a mailbox in memory, asked through the protocol. */
final class ToolBench {
    final FakeSession session = new FakeSession();
    final FakeSubmission submission = new FakeSubmission();
    final FakeAttachmentStore store = new FakeAttachmentStore();
    final FakeFolder inbox = session.folder("INBOX", Role.INBOX);
    final SetClock clock = new SetClock();
    final FakeComposer composer = new FakeComposer();
    volatile boolean storeIsDown;
    AttachmentOwner owner = new AttachmentOwner("owner-of-this-mailbox", "grant");
    /** On the thread that works, just before a mail is handed over. */
    Runnable beforeSending = () -> {};

    private final CurrentMailbox current = new FakeMailbox(session, submission, () -> beforeSending.run());
    private final MessageBody body = new MessageBody(new MailHtml());
    /** Whom the person has written to. */
    Correspondence correspondence = _ -> Correspondence.Known.UNKNOWN;

    final McpBench protocol =
            protocolFor(Set.of("mail:read", "mail:organize", "mail:draft", "mail:send", "mail:delete"));

    /** The same mailbox for a caller who may do less. */
    McpBench protocolFor(Set<String> scopes) {
        var resources =
                new Resources(List.of(new MailResources(current, new MessageText(body), new FolderNames(current))));
        return new McpBench(
                description(),
                new Features(new Toolset(tools()), resources, Prompts.NONE, Changes.NONE, false),
                scopes);
    }

    private Outgoing outgoing() {
        Outgoing real = new MemoryStore().outgoing();
        return (Outgoing) Proxy.newProxyInstance(
                Outgoing.class.getClassLoader(), new Class<?>[] {Outgoing.class}, (_, method, values) -> {
                    if (storeIsDown) {
                        throw new StoreUnavailable("taken away by the test", new IllegalStateException());
                    }
                    return method.invoke(real, values);
                });
    }

    private List<Tool> tools() {
        var writer = new LetterWriter(current, () -> owner, store);
        var outbox = new Outbox(outgoing(), () -> owner, OutboxKeys.of(List.of(new byte[32])), clock);
        return List.of(
                new ListMailboxes(current),
                new ListMailMessages(current, new FirstWords(new MailHtml())),
                new GetMailMessage(
                        current,
                        body,
                        new AttachmentLinks(() -> owner, store),
                        new Credibility(current, email -> correspondence.with(email)),
                        new Fence(() -> 0x1234abcd_00000000L)),
                new SearchMailMessages(current, clock),
                new SendMailMessage(current, writer, outbox, new Handover(outbox, composer)),
                new CreateDraftMailMessage(current, writer, composer, outbox),
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

    static ServerDescription description() {
        return Introduction.of("0", "", List.of());
    }
}
