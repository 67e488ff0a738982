package dev.mailmcp.mail.trust;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.HeaderField;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.trust.Results.Result;
import dev.mailmcp.mail.trust.Sign.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks a message over, once. */
public final class Inspection {
    private static final int MOST_OF_A_KIND = 5;
    private static final int LONGEST = 200;
    private static final Pattern SHOWN_ADDRESS = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}");

    private final Envelope envelope;
    private final ReadBody body;
    private final Set<Sign> signs = new LinkedHashSet<>();

    private Inspection(Envelope envelope, ReadBody body) {
        this.envelope = envelope;
        this.body = body;
    }

    /** @param fields of the header in their order; Received and Authentication-Results among them */
    public static Trust of(Receiver receiver, Envelope envelope, List<HeaderField> fields, ReadBody body) {
        var inspection = new Inspection(envelope, body);
        Authentication authentication = inspection.authentication(receiver.believed(fields));
        inspection.judge(authentication);
        inspection.people();
        inspection.domains();
        inspection.links();
        if (body.removed().hidSomething()) {
            inspection.add(
                    Kind.HIDDEN_TEXT,
                    body.removed().hiddenElements() + " stretches of text that a person does not see");
        }
        return new Trust(authentication, List.copyOf(inspection.signs));
    }

    private Authentication authentication(List<Results> believed) {
        if (believed.isEmpty()) {
            return Authentication.UNKNOWN;
        }
        List<Result> all =
                believed.stream().flatMap(results -> results.results().stream()).toList();
        Result spf = best(all, "spf");
        Result dkim = best(all, "dkim");
        Result dmarc = best(all, "dmarc");
        return new Authentication(
                spf.verdict(),
                dkim.verdict(),
                dmarc.verdict(),
                aligned(all),
                Optional.of(believed.getFirst().server()));
    }

    /** Of several signatures one that holds is enough. */
    private static Result best(List<Result> all, String method) {
        List<Result> some =
                all.stream().filter(result -> result.method().equals(method)).toList();
        return some.stream()
                .filter(result -> result.verdict() == Verdict.PASS)
                .findFirst()
                .or(() -> some.stream().findFirst())
                .orElse(new Result(method, Verdict.UNKNOWN, java.util.Map.of()));
    }

    /** RFC 7489 §3.1, relaxed. */
    private Optional<Boolean> aligned(List<Result> all) {
        if (envelope.from().size() != 1 || all.isEmpty()) {
            return Optional.empty();
        }
        String author = fromDomain();
        List<Result> passed =
                all.stream().filter(result -> result.verdict() == Verdict.PASS).toList();
        boolean proven = passed.stream().anyMatch(result -> switch (result.method()) {
            case "dmarc" -> Domains.related(result.domain("header.from"), author);
            case "dkim" ->
                Domains.related(result.domain("header.d"), author)
                        || Domains.related(result.domain("header.i"), author);
            case "spf" -> Domains.related(result.domain("smtp.mailfrom"), author);
            default -> false;
        });
        return Optional.of(proven);
    }

    private void judge(Authentication told) {
        boolean bothFailed = isFailure(told.spf()) && isFailure(told.dkim());
        if (told.dmarc() == Verdict.FAIL || (told.dmarc() != Verdict.PASS && bothFailed)) {
            add(Kind.NOT_AUTHENTICATED, "the mail does not prove that it comes from " + fromDomain());
        }
    }

    private static boolean isFailure(Verdict verdict) {
        return verdict == Verdict.FAIL || verdict == Verdict.SOFTFAIL;
    }

    private void people() {
        for (Address author : envelope.from()) {
            Matcher shown = SHOWN_ADDRESS.matcher(cut(author.name()));
            while (shown.find()) {
                if (!shown.group().equalsIgnoreCase(author.email())) {
                    add(Kind.NAME_SHOWS_OTHER_ADDRESS, shown.group() + " in the name of " + author.email());
                }
            }
        }
        for (Address answer : envelope.replyTo()) {
            if (envelope.from().stream().noneMatch(author -> author.email().equalsIgnoreCase(answer.email()))) {
                add(
                        isOfAnAuthor(answer) ? Kind.REPLY_TO_DIFFERS : Kind.REPLY_TO_OTHER_DOMAIN,
                        "answers go to " + answer.email());
            }
        }
        for (Address sender : envelope.sender()) {
            if (!isOfAnAuthor(sender)) {
                add(Kind.SENDER_DIFFERS, "sent by " + sender.email());
            }
        }
    }

    private boolean isOfAnAuthor(Address address) {
        String domain = Domains.ofAddress(address.email());
        return envelope.from().stream().anyMatch(author -> Domains.related(domain, Domains.ofAddress(author.email())));
    }

    private String fromDomain() {
        return envelope.from().isEmpty()
                ? ""
                : Domains.ofAddress(envelope.from().getFirst().email());
    }

    private void domains() {
        Stream.concat(
                        Stream.of(envelope.from(), envelope.replyTo(), envelope.sender())
                                .flatMap(List::stream)
                                .map(address -> Domains.ofAddress(address.email())),
                        body.links().stream().map(link -> Hosts.ofTarget(link.target())))
                .distinct()
                .forEach(this::domain);
    }

    private void domain(String host) {
        String seen = Domains.unicode(host);
        if (Scripts.mislead(seen)) {
            add(Kind.LOOKALIKE_DOMAIN, seen + " (" + Domains.ascii(host) + ")");
        } else if (!seen.chars().allMatch(c -> c < 0x80)) {
            add(Kind.INTERNATIONAL_DOMAIN, seen + " (" + Domains.ascii(host) + ")");
        }
    }

    private void links() {
        for (ReadBody.Link link : body.links()) {
            String target = Hosts.ofTarget(link.target());
            Hosts.shownIn(link.shown())
                    .filter(shown -> !target.isEmpty() && !Domains.related(shown, target))
                    .ifPresent(shown -> add(Kind.LINK_TEXT_DIFFERS, "shows " + shown + ", leads to " + target));
        }
    }

    private void add(Kind kind, String detail) {
        if (signs.stream().filter(sign -> sign.kind() == kind).count() < MOST_OF_A_KIND) {
            signs.add(new Sign(kind, cut(detail)));
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
