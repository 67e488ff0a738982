package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.DocumentSite;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients known by a document (OAuth Client ID Metadata Document), over the wire. */
class DocumentClientsIT {
    private static Mailroom mail;
    private static DocumentSite site;
    private static Product product;

    @BeforeAll
    static void start() {
        mail = Mailroom.greenMail();
        site = DocumentSite.in(Product.freshFolder(), "dns:localhost");
        Map<String, String> settings = Product.settings(mail.site().settingsOfOperator());
        settings.put("CLIENT_DOCUMENTS_TEST_CA", site.authority().toString());
        product = Product.start(settings);
    }

    @AfterAll
    static void stop() {
        product.close();
        site.close();
        mail.close();
    }

    @Test
    void clientOfADocumentSignsAPersonInAndRefreshes() {
        Client client = publish("/c.json", "http://localhost/callback");
        var flow = new SignIn(product.base(), client);

        SignIn.Page page = flow.open();
        SignIn.Tokens tokens = flow.exchange(flow.approve(page, mail.person("ada-" + UUID.randomUUID())));

        assertTrue(
                page.html().text().contains("any program here could say so"),
                page.html().text());
        assertFalse(flow.refresh(tokens).access().isEmpty());
    }

    @Test
    void metadataOffersDocuments() {
        String metadata = product.get("/.well-known/oauth-authorization-server").body();

        assertTrue(Json.parse(metadata)
                .required("client_id_metadata_document_supported")
                .asBoolean());
    }

    @Test
    void documentThatNamesAnotherUrlEndsHere() {
        Client client = publish("/own.json", Client.LOOPBACK);
        site.document("/stolen.json", document(client.id(), Client.LOOPBACK));

        HttpResponse<String> answer = asked(url("/stolen.json"));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").isEmpty());
    }

    /** ALLOW_PRIVATE_HOSTS names 127.0.0.1 here: that is for mail servers alone. */
    @Test
    void hostsThatAreAllowedForMailAreNotAskedForDocuments() {
        int before = site.connections();

        HttpResponse<String> answer = asked("https://127.0.0.1:" + site.port() + "/c.json");

        assertEquals(400, answer.statusCode());
        assertEquals(before, site.connections());
    }

    private static HttpResponse<String> asked(String clientId) {
        var flow = new SignIn(product.base(), new Client(clientId, "", Client.LOOPBACK));
        return flow.request(flow.parameters());
    }

    private static Client publish(String path, String redirect) {
        site.document(path, document(url(path), redirect));
        return new Client(url(path), "", redirect.replace("localhost/", "localhost:33419/"));
    }

    private static String document(String clientId, String redirect) {
        return "{\"client_id\":\"" + clientId + "\",\"client_name\":\"Client\",\"redirect_uris\":[\"" + redirect
                + "\"],\"token_endpoint_auth_method\":\"none\"}";
    }

    private static String url(String path) {
        return "https://localhost:" + site.port() + path;
    }
}
