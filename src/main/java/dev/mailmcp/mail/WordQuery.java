package dev.mailmcp.mail;

import dev.mailmcp.mail.WordTerms.Term;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads searches in the words that people and models know from webmail: {@code from:ann has:attachment newer_than:7d
 * -subject:"out of office" (invoice OR receipt)}. Side by side means and; OR stands between two; braces mean or; a minus or NOT
 * negates. Words without a name are looked for everywhere.
 */
public final class WordQuery {
    private static final int DEEPEST = 30;

    private final WordScanner scanner;
    private final WordTerms terms;

    private WordQuery(WordScanner scanner, WordTerms terms) {
        this.scanner = scanner;
        this.terms = terms;
    }

    /**
     * A search in words, understood.
     *
     * @param folder the folder that {@code in:} names, {@code *} for all
     */
    public record Words(SearchKey key, Optional<String> folder) {}

    /**
     * @param query at most 4,000 characters
     * @param today what {@code newer_than:} counts from
     * @param me whom {@code from:me} means
     * @throws MailException BAD_QUERY, with the position (from 1) in the message and a right example as hint
     */
    public static Words parse(String query, LocalDate today, String me) {
        SearchScanner.mustBeShort(query);
        var scanner = new WordScanner(query);
        Term all = new WordQuery(scanner, new WordTerms(today, me)).all('\0', "", 0);
        if (scanner.next() != 0) {
            throw SearchScanner.fault(scanner.position(), "a closing bracket without its opening one", "Leave it out.");
        }
        SearchKey key = all.gmail()
                .filter(words -> !words.isEmpty())
                .<SearchKey>map(words -> new SearchKey.Worded(words, all.key()))
                .orElse(all.key());
        return new Words(key, all.folder());
    }

    /**
     * Terms up to a closing bracket or the end, all of which must match.
     *
     * @param name of the operator whose value these are; empty for none
     */
    private Term all(char closing, String name, int depth) {
        int start = scanner.position();
        List<Term> found = new ArrayList<>();
        while (scanner.next() != 0 && scanner.next() != closing && scanner.next() != ')' && scanner.next() != '}') {
            if (found.isEmpty() || !scanner.takes("AND")) {
                found.add(either(name, depth));
            }
        }
        if (found.isEmpty()) {
            throw SearchScanner.fault(start, "there is nothing to look for", "For example from:ann subject:offer.");
        }
        return terms.all(found);
    }

    private Term either(String name, int depth) {
        Term first = term(name, depth);
        while (scanner.takes("OR") || scanner.takes("|")) {
            if (scanner.next() == 0 || scanner.next() == ')') {
                throw SearchScanner.fault(
                        scanner.position(), "OR needs something after it", "For example from:ann OR from:bob.");
            }
            first = terms.either(first, term(name, depth));
        }
        return first;
    }

    private Term term(String name, int depth) {
        if (depth > DEEPEST) {
            throw SearchScanner.fault(
                    scanner.position(), "brackets are nested more than " + DEEPEST + " deep", "Write a simpler query.");
        }
        if (scanner.takesMinus() || scanner.takes("NOT")) {
            return terms.not(term(name, depth + 1));
        }
        char next = scanner.next();
        int start = scanner.position();
        return switch (next) {
            case '(' -> bracketed(')', name, depth);
            case '{' -> bracketed('}', name, depth);
            case '"' -> terms.of(name, scanner.phrase(), start);
            default -> name.isEmpty() ? named(start, depth) : terms.of(name, scanner.word(), start);
        };
    }

    /** An operator and its value, or a bare word. */
    private Term named(int start, int depth) {
        String operator = scanner.operator();
        if (operator.isEmpty()) {
            return terms.of("", scanner.word(), start);
        }
        if (!WordTerms.isKnown(operator) && scanner.atGap()) {
            return terms.of("", operator + ":", start); // As in "Re: offer".
        }
        return value(operator, start, depth);
    }

    /** {@code subject:offer}, {@code subject:"an offer"}, {@code subject:(an offer)}, and a space after the colon. */
    private Term value(String operator, int start, int depth) {
        terms.mustKnow(operator, start);
        return switch (scanner.next()) {
            case 0, ')', '}' ->
                throw SearchScanner.fault(
                        scanner.position(), operator + ": needs something after it", WordTerms.example(operator));
            case '(' -> bracketed(')', operator, depth);
            case '{' -> bracketed('}', operator, depth);
            case '"' -> terms.of(operator, scanner.phrase(), start);
            default -> terms.of(operator, scanner.word(), start);
        };
    }

    private Term bracketed(char closing, String name, int depth) {
        int start = scanner.position();
        scanner.skip();
        Term inside = closing == ')' ? all(closing, name, depth + 1) : any(name, depth + 1);
        if (scanner.next() != closing) {
            throw SearchScanner.fault(
                    start, "a bracket is not closed", "For example (from:ann OR from:bob) or {from:ann from:bob}.");
        }
        scanner.skip();
        return inside;
    }

    /** What stands in braces: one of them must match. */
    private Term any(String name, int depth) {
        Term first = either(name, depth);
        while (scanner.next() != 0 && scanner.next() != '}' && scanner.next() != ')') {
            first = terms.either(first, either(name, depth));
        }
        return first;
    }
}
