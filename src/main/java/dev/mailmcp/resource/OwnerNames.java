package dev.mailmcp.resource;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.token.Grant;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names the owner of a mailbox's attachments: the same under every grant, telling nothing, and not to be guessed. */
@Singleton
final class OwnerNames {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    OwnerNames(OwnerKey key) {
        this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
    }

    AttachmentOwner of(Grant grant) {
        MailAccount.Access imap = grant.account().imap();
        // A host is in lower case and has no NUL in it, so that no two pairs of host and login read alike.
        String named = imap.endpoint().host() + '\0' + imap.login().username();
        byte[] mac = hmac(named.getBytes(StandardCharsets.UTF_8));
        return new AttachmentOwner(Base64.getUrlEncoder().withoutPadding().encodeToString(mac), grant.id());
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
