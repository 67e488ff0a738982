package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@b.org | [a@b.org]",
                "<a@b.org> | [a@b.org]",
                "Ann <a@b.org>, e@f.org | Ann[a@b.org] [e@f.org]",
                "\"Last, First\" <c@d.org>, e@f.org | Last, First[c@d.org] [e@f.org]",
                "\"A \\\"B\\\" C\" <c@d.org> | A \"B\" C[c@d.org]",
                "\"a@b.org\" <a@b.org> | a@b.org[a@b.org]",
                "Jürgen Groß <j@müller.example> | Jürgen Groß[j@müller.example]",
                "山田 <用户@例え.jp> | 山田[用户@例え.jp]",
                "a@b.org; c@d.org | [a@b.org] [c@d.org]",
                " , a@b.org, | [a@b.org]",
                "a+tag@b.org | [a+tag@b.org]",
                "O'Brien <o'brien@b.org> | O'Brien[o'brien@b.org]",
                "J. R. Dobbs (sub) <j@b.org> | J. R. Dobbs (sub)[j@b.org]",
            })
    void readsWhatPeopleWrite(String list, String addresses) {
        assertEquals(
                addresses,
                AddressList.parse(list).stream()
                        .map(a -> a.name() + "[" + a.email() + "]")
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void nothingIsNoAddress() {
        assertEquals(List.of(), AddressList.parse(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ann | 1 (ann)",
                "a@b.org, bob, c@d.org | 2 (bob)",
                "a@b.org c@d.org | 1 (a@b.org c@d.org)",
                "Ann <a@b.org | 1 (Ann <a@b.org)",
                "Ann <a@b.org> c@d.org | 1 (Ann",
                "<a@b.org> <c@d.org> | 1 (",
                "\"Ann <a@b.org> | 1 (",
                "a@@b.org | 1 (",
                "a@b..org | 1 (",
                "@b.org | 1 (",
                "`Ann\r\nBcc: x <a@b.org>` | 1 (AnnBcc: x <a@b.org>)",
                "`a@b.org\nc@d.org` | 1 (a@b.orgc@d.org)",
            })
    void namesTheAddressThatIsWrong(String list, String named) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> AddressList.parse(list));
        assertTrue(String.valueOf(e.getMessage()).startsWith("address " + named), e.getMessage());
    }
}
