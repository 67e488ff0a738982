package dev.mailmcp.testserver;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** One direction of a connection as it was received, and when its pieces came. */
final class Track {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final TreeMap<Integer, Long> orders = new TreeMap<>();

    synchronized void add(long order, byte[] buffer, int length) {
        orders.put(octets.size(), order);
        octets.write(buffer, 0, length);
    }

    synchronized byte[] octets() {
        return octets.toByteArray();
    }

    /** The order of the piece in which this octet came. */
    synchronized long orderAt(int position) {
        Map.Entry<Integer, Long> piece = orders.floorEntry(position);
        return piece == null ? 0 : piece.getValue();
    }
}
