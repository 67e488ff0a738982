package dev.mailmcp.mail;

import java.io.IOException;
import java.io.OutputStream;

/** A composed message in wire form: CRLF line ends, no line over 998 octets (RFC 5322 §2.1.1). May be written many times. */
public interface Transmittable {
    /** Exact number of octets that {@link #writeTo} writes. */
    long size();

    void writeTo(OutputStream out) throws IOException;
}
