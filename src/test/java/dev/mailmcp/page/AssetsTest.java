package dev.mailmcp.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AssetsTest {
    private final Assets assets = new Assets();

    @Test
    void assetsNameTheirContentAndAreKeptForEver() throws IOException {
        for (Route route : assets.routes()) {
            assertTrue(route.path().matches("/assets/[a-z-]+-[A-Za-z0-9_-]{8}\\.(css|js|svg|png)"), route.path());
            HttpResponse response = get(route.path());
            assertEquals(
                    List.of("public, max-age=31536000, immutable"),
                    response.headers().all("Cache-Control"));
            assertEquals(List.of("default-src 'none'"), response.headers().all("Content-Security-Policy"));
        }
    }

    @Test
    void anotherContentIsAnotherPathAndEachSaysWhatItIs() throws IOException {
        Map<String, String> types = Map.of(
                "css", "text/css;charset=utf-8",
                "js", "text/javascript;charset=utf-8",
                "svg", "image/svg+xml",
                "png", "image/png");
        for (Route route : assets.routes()) {
            HttpResponse response = get(route.path());
            byte[] content = ((HttpResponse.Bytes) response.body()).content();
            String extension = route.path().substring(route.path().lastIndexOf('.') + 1);

            assertTrue(route.path().contains("-" + Digest.sha256(content).substring(0, 8) + "."), route.path());
            assertEquals(
                    List.of(Objects.requireNonNull(types.get(extension))),
                    response.headers().all("Content-Type"));
        }
    }

    @Test
    void ourIconIsUnderOurOwnAddressFirstAsAPictureThatEveryClientCanShow() throws IOException {
        List<Icon> icons = assets.icons(new BaseUrl("https://mail.example.org"));

        assertEquals(
                List.of("image/png 96x96", "image/svg+xml any"),
                icons.stream().map(icon -> icon.mediaType() + " " + icon.size()).toList());
        for (Icon icon : icons) {
            assertTrue(icon.url().startsWith("https://mail.example.org/assets/"), icon.url());
            HttpResponse response = get(icon.url().substring("https://mail.example.org".length()));
            assertEquals(List.of(icon.mediaType()), response.headers().all("Content-Type"));
        }
    }

    @Test
    void withoutHttpsThereIsNoIconThatAClientWouldTake() {
        assertEquals(List.of(), assets.icons(new BaseUrl("http://localhost:3000")));
    }

    @Test
    void thePictureIsAsLargeAsItIsSaidToBe() throws IOException {
        String path = assets.icons(new BaseUrl("https://a.example")).getFirst().url();
        byte[] png = ((HttpResponse.Bytes)
                        get(path.substring("https://a.example".length())).body())
                .content();

        assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4));
        // The header chunk: width and height stand behind signature, length and type.
        assertEquals(96, ByteBuffer.wrap(png).getInt(16));
        assertEquals(96, ByteBuffer.wrap(png).getInt(20));
        assertTrue(png.length < 8192, "small enough for a list of servers");
    }

    private HttpResponse get(String path) throws IOException {
        Route route = assets.routes().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(route.methods().get("GET"))
                .handle(new HttpRequest(
                        "GET", path, "", Headers.NONE, InetAddress.getLoopbackAddress(), _ -> new byte[0]));
    }
}
