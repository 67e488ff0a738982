package dev.mailmcp.corpus;

/**
 * An odd message.
 *
 * @param name tells where it comes from, and what was done to it
 * @param octets as they are appended
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Sample(String name, byte[] octets) {
    @Override
    public String toString() {
        return name;
    }
}
