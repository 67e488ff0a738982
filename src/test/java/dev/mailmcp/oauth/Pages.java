package dev.mailmcp.oauth;

import dev.mailmcp.token.TokenSettings;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The templates as Quarkus makes them: escaping whatever has the content type HTML. */
final class Pages {
    private static final Engine ENGINE = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .build();

    private Pages() {}

    static SignInPage with(TokenSettings lives) {
        return new SignInPage(template("sign-in.html"), template("failure.html"), new Assets(), lives);
    }

    private static Template template(String name) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream("/templates/" + name))) {
            return ENGINE.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), Variant.forContentType("text/html"), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
