package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeaderBlockTest {
    @Test
    void fieldsAreUnfoldedAndWithoutControlCharacters() {
        byte[] block = "List-Id:\ta\r\n\tb\rc\r\nno field\r\nReferences: <\u001b[1m@x>\r\n\r\nBody: x\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(
                List.of(new HeaderField("List-Id", "a b c"), new HeaderField("References", "<[1m@x>")),
                HeaderBlock.read(block));
    }
}
