package dev.mailmcp.resource;

import dev.mailmcp.value.InvalidValue;

/**
 * The key under which the owners of attachments get their names. A key of its own, derived from the master key for this
 * purpose alone: with another one, attachments stored before are no longer found.
 *
 * @param bytes 32 of them
 */
public record OwnerKey(byte[] bytes) {
    public OwnerKey {
        if (bytes.length != 32) {
            throw new InvalidValue("the owner key has 32 bytes");
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "OwnerKey[redacted]";
    }
}
