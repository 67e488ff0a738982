package dev.mailmcp.testing;

import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Transmittable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes every mail, except for recipients whose address begins with {@code nobody}. */
public final class FakeSubmission implements Submission {
    public final List<String> submitted = new ArrayList<>();
    public boolean savesSentCopy;
    public boolean connectionBreaks;
    /** Instead of taking a mail. */
    public Optional<RuntimeException> fails = Optional.empty();

    public Runnable meanwhile = () -> {};

    @Override
    public Outcome submit(Transmittable message, String sender, List<String> recipients) {
        submitted.add(sender + " -> " + recipients);
        meanwhile.run();
        if (fails.isPresent()) {
            throw fails.get();
        }
        if (connectionBreaks) {
            return new Outcome.Unknown(recipients, List.of());
        }
        List<Refusal> refused = recipients.stream()
                .filter(recipient -> recipient.startsWith("nobody"))
                .map(recipient -> new Refusal(recipient, true, Optional.of("5.1.1"), "550 5.1.1 no such user"))
                .toList();
        return new Outcome.Accepted(
                recipients.stream()
                        .filter(recipient -> !recipient.startsWith("nobody"))
                        .toList(),
                refused);
    }

    @Override
    public boolean savesSentCopy() {
        return savesSentCopy;
    }
}
