package dev.mailmcp.testing;

import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.Transmittable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a composition in a line. */
public final class FakeComposer implements Composer {
    /** The Message-ID of what was composed last. */
    public volatile String last = "";

    @Override
    public Composed compose(Composition composition) {
        return compose(composition, "new");
    }

    @Override
    public Composed compose(Composition composition, String localPart) {
        last = "<" + localPart + "@example.org>";
        String line = composition.from().display() + " to " + composition.to().size() + ": " + composition.subject()
                + " files="
                + composition.files().stream().map(Composition.File::filename).toList();
        return new Composed(
                "<" + localPart + "@example.org>",
                new Line(line),
                new Line(line + " bcc=" + composition.bcc().size()
                        + composition.inReplyTo().map(id -> " answers=" + id).orElse("")));
    }

    private record Line(String text) implements Transmittable {
        @Override
        public long size() {
            return text.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
