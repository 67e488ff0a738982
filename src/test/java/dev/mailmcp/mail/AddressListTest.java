package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "\"john doe\"@b.org | [\"john doe\"@b.org]",
                "John <\"john doe\"@b.org>, c@d.org | John[\"john doe\"@b.org] [c@d.org]",
                "\"a@b.org>, <c\"@d.org, e@f.org | [\"a@b.org>, <c\"@d.org] [e@f.org]",
                "\"a\\\"b\\c\"@d.org | [\"a\\\"bc\"@d.org]",
                "\"john\"@b.org | [john@b.org]",
                "\"john\".doe.\"x y\"@b.org | [\"john.doe.x y\"@b.org]",
                "Friends: a@x.org, \"B\" <b@y.org>; | [a@x.org] B[b@y.org]",
                "c@d.org, Friends: a@x.org, b@y.org; e@f.org | [c@d.org] [a@x.org] [b@y.org] [e@f.org]",
                "Friends: a@x.org;, \"My: \\\"foes\\\"\"(of old): b@y.org; | [a@x.org] [b@y.org]",
                "undisclosed-recipients:; | ``",
                "Nobody: , ; a@b.org | [a@b.org]",
                "Nobody: ( none ) ; a@b.org, (or who?) | [a@b.org]",
                "john(work)@example.com | [john@example.com]",
                "john@example.com (John Doe) | John Doe[john@example.com]",
                "john@example.com (John \\(J.\\) \"Doe\" (sen., ret.)), c@d.org | John (J.) \"Doe\" (sen., ret.)[john@example.com] [c@d.org]",
                "(the boss) john @ (our) example.com | [john@example.com]",
                "Ann (Sales, East; a@b) <(here)ann(there)@b.org> (now), c@d.org | Ann (Sales, East; a@b)[ann@b.org] [c@d.org]",
                "Ann :-( <a@b.org>, c@d.org | Ann :-([a@b.org] [c@d.org]",
                "Note: Ann <a@b.org> | Note: Ann[a@b.org]",
                "[list] Ann <a@b.org> | [list] Ann[a@b.org]",
                "< a@b.org > | [a@b.org]",
                "`Ann\r\n <a@b.org>,\r\n\t\"last\r\n first\"@d.org` | Ann[a@b.org] [\"last first\"@d.org]",
                "`a@b.org,\nc@d.org` | [a@b.org] [c@d.org]",
                "<@a.org,@b.org:c@d.org> | [c@d.org]",
                "C <,@a.org , ,@[192.0.2.1],: c@d.org>, e@f.org | C[c@d.org] [e@f.org]",
                "<@[IPv6:::1]:c@d.org> | [c@d.org]",
                "u@[192.0.2.1] | [u@[192.0.2.1]]",
                "U <u@[ IPv6:2001:db8::1 ]>, a@b.org | U[u@[IPv6:2001:db8::1]] [a@b.org]",
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
                "Friends: a@x.org, bob; | 2 (bob)",
                "Friends: a@x.org, b@y.org | 1 (Friends: a@x.org)",
                ": a@x.org; | 1 (",
                "a@x.org: b@y.org; | 1 (",
                "A <x: b@y.org; | 1 (",
                "\"john\"doe@b.org | 1 (",
                "john\"doe\"@b.org | 1 (",
                "\"\"@b.org | 1 (",
                "john doe@b.org | 1 (",
                "john(x)doe@b.org | 1 (",
                "Mr. john@b.org | 1 (",
                "john(work@b.org | 1 (",
                "john@b.org (work | 1 (",
                "a@x.org> RCPT TO:<evil@y | 1 (",
                "a@x.org> RCPT TO:<evil@y.org> | 1 (",
                "<a@x.org> SIZE=1> | 1 (",
                "Ann a@b.org <c@d.org> | 1 (",
                "\"Ann\" a@b.org <c@d.org> | 1 (",
                "<@a.org> | 1 (",
                "<@a.org:> | 1 (",
                "<@:c@d.org> | 1 (",
                "<@a.org,b.org:c@d.org> | 1 (",
                "@a.org:c@d.org | 1 (",
                "u@[192.0.2.256] | 1 (",
                "u@[IPv6:192.0.2.1] | 1 (",
                "u@[IPv6:fe80::1%eth0] | 1 (",
                "u@[192.0.2.1].org | 1 (",
                "u@[example.org] | 1 (",
                "u@[192.0.2.1 | 1 (",
                "`\"Ann\r\nBcc: x\" <a@b.org>` | 1 (",
                "`\"a\r\nDATA\"@b.org` | 1 (",
                "`\"a\0b\"@c.org` | 1 (",
                "`\"a\tb\"@c.org` | 1 (",
                "`a@b.org (x\r\nBcc: y@z.org)` | 1 (",
                "`a@b.org\n c@d.org` | 1 (",
                "`Ann\n <a@b.org>` | 1 (",
                "`Friends\r\nBcc: a@b.org;` | 1 (",
                "`a\u0085b@c.org` | 1 (",
                "`a\u2028b@c.org` | 1 (",
                "`a\ud83db@c.org` | 1 (",
                "`Ann\r\nBcc: x <a@b.org>` | 1 (AnnBcc: x <a@b.org>)",
                "`a@b.org\nc@d.org` | 1 (a@b.orgc@d.org)",
            })
    void namesTheAddressThatIsWrong(String list, String named) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> AddressList.parse(list));
        assertTrue(String.valueOf(e.getMessage()).startsWith("address " + named), e.getMessage());
    }

    /** Whatever opens and never closes is looked through once, not from each of its signs. */
    @ParameterizedTest
    @ValueSource(strings = {"(", "((a)", "\"", "\\\"", "a:", "a: ,", "<", "@[", ",@a", "a@[(\"", ";", "a@b.org(x)"})
    @Timeout(20)
    void longNonsenseIsRefusedSoon(String nonsense) {
        String most = "<" + nonsense.repeat(99_000 / nonsense.length());
        assertThrows(InvalidValue.class, () -> AddressList.parse(most));
        assertThrows(InvalidValue.class, () -> AddressList.parse(most.substring(1) + "<"));
    }
}
