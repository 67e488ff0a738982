package dev.mailmcp.testing;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The templates as Quarkus makes them: escaping whatever has the content type HTML. */
public final class Templates {
    private static final Engine ENGINE = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .addLocator(name -> Optional.of(new Resource(name)))
            .build();

    private Templates() {}

    /** @param name of a file among the templates */
    public static Template named(String name) {
        return Objects.requireNonNull(ENGINE.getTemplate(name));
    }

    private record Resource(String name) implements TemplateLocation {
        @Override
        public Reader read() {
            InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream("/templates/" + name));
            return new InputStreamReader(in, StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType("text/html"));
        }
    }
}
