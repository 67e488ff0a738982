package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Test
    void plusAndPercentAreDecoded() throws Form.Malformed {
        Form form = Form.parse("a=one+two&b=%C3%BC%2B&c=ü");

        assertEquals(Optional.of("one two"), form.one("a"));
        assertEquals(Optional.of("ü+"), form.one("b"));
        assertEquals(Optional.of("ü"), form.one("c"));
    }

    @Test
    void anEmptyValueCountsAsAbsent() throws Form.Malformed {
        assertEquals(Optional.empty(), Form.parse("a=&b").one("a"));
    }

    @Test
    void aRepeatedParameterIsNamed() throws Form.Malformed {
        assertEquals(Optional.of("a"), Form.parse("a=1&b=2&a=3").repeated(List.of("b", "a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%FF%FE", "a=%C0%AF", "%=1"})
    void malformedEncodingIsRefused(String encoded) {
        assertThrows(Form.Malformed.class, () -> Form.parse(encoded));
    }

    @Test
    void aFloodOfParametersIsRefused() {
        assertThrows(Form.Malformed.class, () -> Form.parse("a&".repeat(Form.MOST_PARAMETERS + 1)));
    }

    @Test
    void printingAFormShowsNoValue() throws Form.Malformed {
        assertFalse(Form.parse("imap_password=hunter2").toString().contains("hunter2"));
    }
}
