package dev.mailmcp.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message to be written, before it has a wire form. Addresses are checked by whoever made them.
 *
 * @param from the author; its address is the account's or one of its aliases
 * @param text the plain text body; may be empty
 * @param inReplyTo a message identifier with angle brackets
 */
public record Composition(
        Address from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        String text,
        Optional<String> html,
        Optional<String> inReplyTo,
        List<String> references,
        List<File> files) {
    public Composition {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        references = List.copyOf(references);
        files = List.copyOf(files);
    }

    /** All to whom it goes, each address once: to, cc and bcc alike. */
    public List<String> recipients() {
        return Stream.of(to, cc, bcc)
                .flatMap(List::stream)
                .map(Address::email)
                .distinct()
                .toList();
    }

    /**
     * A file to attach. {@code content} may be opened several times; each stream holds {@code size} bytes.
     *
     * @param reference stands for the content: files of the same reference have the same
     */
    public record File(String reference, String filename, String contentType, long size, Source content) {
        /** Where the content of a file is read from. */
        @FunctionalInterface
        public interface Source {
            /** A stream of all of it, to be closed by the reader. */
            InputStream open() throws IOException;
        }
    }
}
