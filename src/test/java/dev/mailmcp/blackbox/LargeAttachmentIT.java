package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.testserver.CountingProxy;
import dev.mailmcp.testserver.S3Server;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An attachment larger than a quarter of the heap. */
class LargeAttachmentIT {
    private static final int SIZE = 25 * 1024 * 1024;

    @Test
    void goesFromMailboxToS3ToDownloadByteForByteInASmallHeapAndOnlyOnce() throws Exception {
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        try (var mail = Mailroom.greenMail();
                CountingProxy imap = CountingProxy.inFrontOf(mail.imapPort());
                S3Server s3 = S3Server.start()) {
            Person ada = mail.person("ada-" + UUID.randomUUID());
            try (SecondEyes eyes = mail.open(ada)) {
                eyes.append("INBOX", "", Mails.withAttachment("large", "see file", "large.bin", content));
            }
            MailSite site = mail.site().withImapPort(imap.port());
            Map<String, String> settings = new TreeMap<>(site.settings());
            settings.put("AWS_S3_BUCKET", S3Server.BUCKET);
            settings.put("AWS_REGION", S3Server.REGION);
            settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY_ID);
            settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_ACCESS_KEY);
            settings.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
            try (Product product = Product.start(Product.settings(settings), "-Xmx96m")) {
                Client client = product.generate(site);
                var mcp = new McpCalls(product, SignIn.tokens(product, client, ada));

                URI first = attachment(mcp);

                assertArrayEquals(content, Product.download(first));
                int puts = s3.count().allPuts();
                assertTrue(puts > 0, "it went to S3");
                assertEquals(1, s3.objects());

                CountingProxy.Count before = imap.count();
                URI second = attachment(mcp);

                long read = imap.count().since(before).toClient();
                assertTrue(read < 64 * 1024, "the second read took " + read + " bytes from IMAP");
                assertEquals(puts, s3.count().allPuts(), "no second upload");
                assertEquals(first.getPath(), second.getPath());
                assertArrayEquals(content, Product.download(second));
            }
        }
    }

    private static URI attachment(McpCalls mcp) {
        JsonNode message = mcp.call("get_mail_message", Map.of("folder", "INBOX", "uid", 1));
        assertEquals(1, message.required("attachments").size());
        return URI.create(message.at("/attachments/0/url").asText());
    }
}
