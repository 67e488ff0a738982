package dev.mailmcp.corpus;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.BodyReader;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.html.MailHtml;
import dev.mailmcp.mail.imap.ImapMailboxes;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.RawImap;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Does with every message what a person does: it is appended, listed, read, downloaded and searched for. */
final class Walk implements AutoCloseable {
    /** Ends a hang; says nothing about speed. */
    private static final long PATIENCE_SECONDS = 60;

    private static final String USER = "walker@example.org";
    private static final String PASSWORD = "correct horse";
    private static final int IN_ONE_MAILBOX = 300;
    private static final int PAGE = 50;
    private static final int DOWNLOADS = 20;

    private final TestMailServer server;
    private final Findings findings;
    private final BiConsumer<Sample, Message> eachRead;
    private static final BodyReader.Wish MARKDOWN =
            new BodyReader.Wish(BodyReader.Form.MARKDOWN, EnumSet.allOf(BodyReader.Omission.class), true);

    private final BodyReader readable = new MailHtml();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private MailboxSession session;

    /** @param eachRead gets every message that could be read */
    Walk(TestMailServer server, Findings findings, BiConsumer<Sample, Message> eachRead) throws IOException {
        this.server = server;
        this.findings = findings;
        this.eachRead = eachRead;
        server.addUser(USER, PASSWORD);
        this.session = open();
    }

    /** @param name begins the names of the mailboxes */
    void through(List<Sample> samples, String name) throws IOException {
        for (int from = 0; from < samples.size(); from += IN_ONE_MAILBOX) {
            var mailbox = new MailboxName(name + from);
            Map<Uid, Sample> inside =
                    fill(mailbox, samples.subList(from, Math.min(samples.size(), from + IN_ONE_MAILBOX)));
            Map<Uid, MessageSummary> listed = list(mailbox, inside);
            inside.forEach((uid, sample) -> visit(mailbox, uid, sample, Optional.ofNullable(listed.get(uid))));
            searchAll(mailbox, inside);
        }
    }

    /** By another's client, since a composed message is never so odd; UIDs count from 1 in a new mailbox. */
    private Map<Uid, Sample> fill(MailboxName mailbox, List<Sample> samples) throws IOException {
        Map<Uid, Sample> inside = new HashMap<>();
        RawImap client = server.connect(USER, PASSWORD);
        client.command("CREATE \"" + mailbox.value() + "\"");
        for (Sample sample : samples) {
            try {
                client.append(mailbox.value(), "", sample.octets());
                inside.put(new Uid(inside.size() + 1), sample);
                findings.count("appended");
            } catch (IOException e) {
                findings.refused(String.valueOf(e.getMessage()).replaceAll("t\\d+ |[\\r\\n]+|\\(\\d.*", ""));
                client.close();
                client = server.connect(USER, PASSWORD);
            }
        }
        client.close();
        return inside;
    }

    private Map<Uid, MessageSummary> list(MailboxName mailbox, Map<Uid, Sample> inside) {
        Map<Uid, MessageSummary> listed = new HashMap<>();
        for (int number = 1; number <= (inside.size() + PAGE - 1) / PAGE; number++) {
            int page = number;
            var whole = new Sample(mailbox.value() + "-page-" + page, new byte[0]);
            attempt(whole, "list", () -> session.newest(mailbox, page, PAGE))
                    .map(MessagePage::messages)
                    .ifPresent(rows -> rows.forEach(row -> listed.put(row.uid(), row)));
        }
        inside.forEach((uid, sample) -> {
            MessageSummary row = listed.get(uid);
            if (row == null) {
                findings.failed(sample, "not in the list");
            } else {
                findings.count("listed");
                Legible.faults(row).forEach(fault -> findings.failed(sample, "listed with " + fault));
            }
        });
        return listed;
    }

    /** Of a hundred thousand recipients a list shows the first. */
    private static boolean isBeginningOf(Envelope listed, Envelope read) {
        return listed.equals(read)
                || (listed.subject().equals(read.subject())
                        && listed.from().equals(read.from())
                        && listed.to().size() > 1_000
                        && read.to()
                                .subList(
                                        0,
                                        Math.min(listed.to().size(), read.to().size()) - 1)
                                .equals(listed.to()
                                        .subList(
                                                0,
                                                Math.min(
                                                                listed.to().size(),
                                                                read.to().size())
                                                        - 1)));
    }

    private void visit(MailboxName mailbox, Uid uid, Sample sample, Optional<MessageSummary> listed) {
        Optional<Message> read = attempt(sample, "read", () -> session.read(mailbox, uid, Optional.empty()));
        if (read.isEmpty()) {
            return;
        }
        Message message = read.get();
        findings.count("read");
        Legible.faults(message).forEach(fault -> findings.failed(sample, "read with " + fault));
        if (listed.isPresent()
                && !isBeginningOf(listed.get().envelope(), message.summary().envelope())) {
            findings.failed(sample, "listed and read with different envelopes");
        }
        message.html().ifPresent(html -> attempt(sample, "make Markdown of HTML", () -> readable.html(html, MARKDOWN)
                        .text())
                .ifPresent(text -> Legible.fault("HTML as Markdown", text)
                        .ifPresent(fault -> findings.failed(sample, "made " + fault))));
        message.attachments().stream()
                .limit(DOWNLOADS)
                .forEach(attachment -> download(mailbox, message, attachment, sample));
        Words.in(message).forEach((field, word) -> search(mailbox, uid, sample, field, word));
        eachRead.accept(sample, message);
    }

    private void download(MailboxName mailbox, Message message, Attachment attachment, Sample sample) {
        attempt(
                        sample,
                        "download " + attachment.section(),
                        () -> session.download(
                                mailbox,
                                message.summary().uid(),
                                message.uidValidity(),
                                attachment,
                                OutputStream.nullOutputStream()))
                .ifPresent(_ -> findings.count("downloaded"));
    }

    /** Within the one message, so that the server has not to look through all of them. */
    private void search(MailboxName mailbox, Uid uid, Sample sample, String field, String word) {
        SearchKey key = new SearchKey.And(
                List.of(new SearchKey.Sequence(true, uid.toString()), new SearchKey.Text(field, word)));
        attempt(sample, "search " + field + " " + word, () -> session.search(mailbox, key, 1))
                .ifPresent(hits -> {
                    findings.count("searched");
                    findings.count(hits.uids().contains(uid) ? "found" : "not found by " + field);
                    if (!List.of(uid).containsAll(hits.uids())) {
                        findings.failed(sample, "another message was found: " + hits.uids());
                    }
                });
    }

    /** All of a mailbox: nothing is lost and every match can be described. */
    private void searchAll(MailboxName mailbox, Map<Uid, Sample> inside) {
        var whole = new Sample(mailbox.value() + "-search", new byte[0]);
        for (SearchKey key : List.of(new SearchKey.Plain("ALL"), new SearchKey.Text("TEXT", "e"))) {
            Optional<SearchHits> hits = attempt(whole, "search " + key, () -> session.search(mailbox, key, 100));
            if (key instanceof SearchKey.Plain
                    && hits.isPresent()
                    && hits.get().uids().size() != inside.size()) {
                findings.failed(whole, "ALL finds " + hits.get().uids().size() + " of " + inside.size());
            }
        }
    }

    /** What a call gives; empty when it failed, which is then among the findings. */
    private <T> Optional<T> attempt(Sample sample, String doing, Callable<T> call) {
        Future<T> answer = workers.submit(call);
        try {
            return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            findings.failed(sample, doing, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            findings.failed(sample, doing + ", which hung", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        session.close();
        session = open();
        return Optional.empty();
    }

    private MailboxSession open() {
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), server.trust(), DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, Clock.systemUTC())
                .open(new MailAccount(
                        new EmailAddress(USER),
                        "",
                        new ArrayList<>(),
                        new MailAccount.Access(server.imap(), new Login(USER, Secret.of(PASSWORD))),
                        Optional.empty()));
    }

    @Override
    public void close() {
        session.close();
        workers.shutdownNow();
    }
}
