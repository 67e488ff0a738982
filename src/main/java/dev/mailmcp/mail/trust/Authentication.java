package dev.mailmcp.mail.trust;

import java.util.Optional;

/**
 * What the person's own server found out about who sent a mail.
 *
 * @param checkedBy the authserv-id that vouches for it (RFC 8601 §2.5); empty when nobody whom we trust does, and all is unknown
 * @param aligned whether what was proven, by DKIM or SPF, is the domain of the From field or related to it; empty when not known
 */
public record Authentication(
        Verdict spf, Verdict dkim, Verdict dmarc, Optional<Boolean> aligned, Optional<String> checkedBy) {
    static final Authentication UNKNOWN =
            new Authentication(Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN, Optional.empty(), Optional.empty());
}
