package dev.mailmcp.outbox;

import dev.mailmcp.mail.Submission.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who was refused, as it is kept: places in the list of recipients instead of addresses, and no words of the server's.
 * {@code 2p5.1.1 4t} is the third for good with a status (RFC 3463), and the fifth for the time being.
 */
final class KeptRefusals {
    /** Nobody knows who was refused. */
    static final String NOT_KNOWN = "?";

    private static final Pattern ONE = Pattern.compile("(\\d{1,6})([pt])([245]\\.\\d{1,3}\\.\\d{1,3})?");

    private KeptRefusals() {}

    static String written(List<String> recipients, List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> recipients.indexOf(refusal.recipient())
                        + (refusal.permanent() ? "p" : "t")
                        + refusal.status().orElse(""))
                .collect(Collectors.joining(" "));
    }

    /** Empty when it is not known. */
    static Optional<List<Refusal>> read(List<String> recipients, String kept) {
        if (kept.equals(NOT_KNOWN)) {
            return Optional.empty();
        }
        List<Refusal> refusals = new ArrayList<>();
        Matcher each = ONE.matcher(kept);
        while (each.find()) {
            int place = Integer.parseInt(each.group(1));
            if (place < recipients.size()) {
                refusals.add(new Refusal(
                        recipients.get(place),
                        each.group(2).equals("p"),
                        Optional.ofNullable(each.group(3)),
                        "refused when it was sent"));
            }
        }
        return Optional.of(List.copyOf(refusals));
    }
}
