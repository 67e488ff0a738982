package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes on their way to the disk: counted against the owner's quota, the disk's faults told apart from the source's. */
final class DiskOutput extends OutputStream {
    private final OutputStream file;
    private final long most;
    private long written;

    DiskOutput(OutputStream file, long most) {
        this.file = file;
        this.most = most;
    }

    long written() {
        return written;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > most - written) {
            throw new AttachmentStoreException(
                    Fault.QUOTA, "this account's attachments take all the space that one account may have here");
        }
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw AttachmentFiles.unwritable(e);
        }
        written += length;
    }
}
