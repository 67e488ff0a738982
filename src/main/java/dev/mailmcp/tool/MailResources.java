package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.ResourceContents;
import dev.mailmcp.mcp.ResourceEntry;
import dev.mailmcp.mcp.ResourceSource;
import dev.mailmcp.mcp.ResourceTemplate;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Folders, messages and attachments as resources. Folders are listed; the others are named in what is read. */
@Singleton
final class MailResources implements ResourceSource {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    /** What such a URI stood for is not there, or not there any more. */
    private static final Set<Fault> GONE =
            Set.of(Fault.FOLDER_NOT_FOUND, Fault.MESSAGE_NOT_FOUND, Fault.STALE_REFERENCE);

    private final CurrentMailbox current;
    private final MessageText text;
    private final List<ResourceTemplate> templates;

    MailResources(CurrentMailbox current, MessageText text, FolderNames folders) {
        this.current = current;
        this.text = text;
        this.templates = List.of(
                new ResourceTemplate(
                        MailUri.FOLDER_TEMPLATE,
                        "folder",
                        "Folder",
                        "The newest " + FolderContents.MOST + " messages of a folder, with their URIs; the name"
                                + " percent-encoded." + Which.OUTSIDE_WORDS,
                        JSON,
                        Map.of("mailbox", folders)),
                new ResourceTemplate(
                        MailUri.MESSAGE_TEMPLATE,
                        "message",
                        "Message",
                        "A message: header fields, text, and the URIs of its attachments." + Which.OUTSIDE_WORDS,
                        TEXT,
                        Map.of("mailbox", folders)),
                new ResourceTemplate(
                        MailUri.PART_TEMPLATE,
                        "attachment",
                        "Attachment",
                        "An attachment of at most " + PartContents.MOST_BYTES + " bytes, of any type."
                                + Which.OUTSIDE_WORDS,
                        "",
                        Map.of("mailbox", folders)));
    }

    @Override
    public String scope() {
        return MailScope.READ;
    }

    /** One LIST; counts would cost a STATUS for each. */
    @Override
    public List<ResourceEntry> list() {
        return MailFaults.told(() -> current.session().mailboxes(false).stream()
                .filter(Mailbox::selectable)
                .map(MailResources::entry)
                .toList());
    }

    private static ResourceEntry entry(Mailbox mailbox) {
        String name = mailbox.name().value();
        String role = mailbox.role() == Role.NONE || mailbox.role() == Role.INBOX
                ? ""
                : "; its role is " + mailbox.role().word();
        return new ResourceEntry(
                new MailUri.Folder(mailbox.name()).toString(),
                name,
                name,
                "The newest messages of this folder" + role + ".",
                JSON,
                OptionalLong.empty());
    }

    @Override
    public List<ResourceTemplate> templates() {
        return templates;
    }

    @Override
    public boolean covers(String uri) {
        return uri.regionMatches(true, 0, MailUri.SCHEME, 0, MailUri.SCHEME.length());
    }

    @Override
    public List<ResourceContents> read(String uri, Call call) {
        Optional<MailUri> where = MailUri.parse(uri);
        return MailFaults.told(() -> {
            try {
                return where.flatMap(known -> read(uri, known)).stream().toList();
            } catch (MailException e) {
                if (GONE.contains(e.fault())) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    /** By the exact name and no role: what is listed as {@code Trash} is read as {@code Trash}. */
    private Optional<ResourceContents> read(String uri, MailUri where) {
        MailboxSession session = current.session();
        return switch (where) {
            case MailUri.Folder(var mailbox) ->
                Optional.of(
                        ResourceContents.json(uri, FolderContents.of(session.newest(mailbox, 1, FolderContents.MOST))));
            case MailUri.Mail mail ->
                Optional.of(new ResourceContents.Text(uri, TEXT, text.of(message(session, mail))));
            case MailUri.Part(var mail, String section) -> {
                Message message = message(session, mail);
                Optional<Attachment> attachment = message.attachments().stream()
                        .filter(part -> part.section().equals(section))
                        .findFirst();
                yield attachment.map(part -> PartContents.read(uri, session, message, part));
            }
        };
    }

    private static Message message(MailboxSession session, MailUri.Mail mail) {
        return session.read(mail.mailbox(), mail.uid(), Optional.of(mail.validity()));
    }
}
