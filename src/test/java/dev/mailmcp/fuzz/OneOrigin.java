package dev.mailmcp.fuzz;

import dev.mailmcp.fuzz.UrlReader.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a URL that we take against several parsers: whoever can read it has to see the same origin, and no user. */
public final class OneOrigin {
    private final List<UrlReader> readers;

    /** @param more besides Java's two */
    OneOrigin(UrlReader... more) {
        this.readers = Stream.concat(Stream.of(UrlReader.URIS, UrlReader.URLS), Stream.of(more))
                .toList();
    }

    /**
     * What all of them see.
     *
     * @throws AssertionError when they do not agree; of an app's own scheme that need be no more than the scheme
     */
    public Reading of(String url) {
        List<Reading> readings = readers.stream()
                .map(reader -> reader.read(url))
                .flatMap(Optional::stream)
                .toList();
        if (readings.isEmpty()) {
            throw new AssertionError("nobody can read " + url);
        }
        Reading first = readings.getFirst();
        boolean agreed = readings.stream()
                .allMatch(reading -> reading.user().isEmpty()
                        && (first.isWeb()
                                ? reading.origin().equals(first.origin())
                                : reading.scheme().equals(first.scheme())));
        if (!agreed || (first.isWeb() && first.host().isEmpty())) {
            throw new AssertionError(url + " is read as "
                    + readings.stream().map(Reading::toString).collect(Collectors.joining(" and ")));
        }
        return first;
    }
}
