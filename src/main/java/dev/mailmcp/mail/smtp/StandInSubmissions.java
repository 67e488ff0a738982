package dev.mailmcp.mail.smtp;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submissions;
import dev.mailmcp.mail.Transmittable;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class StandInSubmissions implements Submissions {
    @Override
    public Submission of(MailAccount account) {
        return new Submission() {
            @Override
            public Outcome submit(Transmittable message, String sender, List<String> recipients) {
                return new Outcome.Unknown(recipients);
            }

            @Override
            public boolean savesSentCopy() {
                return false;
            }
        };
    }

    @Override
    public void tryLogin(MailAccount account) {}
}
