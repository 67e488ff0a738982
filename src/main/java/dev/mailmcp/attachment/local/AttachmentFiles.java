package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentStore.Content;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import dev.mailmcp.attachment.StoredAttachment;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The files {@code <owner>/<part>} of one directory. A file is there whole or not at all; its time of modification is when it
 * was last asked for. The names are keys, which have no dot and no slash, so no path leads out.
 */
final class AttachmentFiles {
    private static final Logger LOG = Logger.getLogger(AttachmentFiles.class);
    private static final String UNFINISHED = ".tmp";
    /** Left by a crash: no upload takes so long. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final long BLOCK = 4096;

    private final Path directory;
    /** Between asking for a file's age and removing it, no one may ask for the file. Never held while content flows. */
    private final ReentrantLock lock = new ReentrantLock();

    AttachmentFiles(Path directory) {
        this.directory = directory;
    }

    /** Faults of the disk, with the operator told which. */
    static AttachmentStoreException unwritable(IOException e) {
        LOG.warnf("attachments cannot be written: %s", e.getClass().getSimpleName());
        return new AttachmentStoreException(
                Fault.UNAVAILABLE, "the attachment could not be written to the server's disk, which may be full", e);
    }

    Optional<StoredAttachment> find(AttachmentKey key) {
        Path file = file(key);
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1024)) {
            FileHeader header = FileHeader.read(in);
            long size = Files.size(file) - header.encoded().length;
            return Optional.of(new StoredAttachment(key, header.filename(), header.contentType(), size));
        } catch (NoSuchFileException | EOFException | StreamCorruptedException _) {
            return Optional.empty(); // What is no attachment will be replaced by one.
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputStream open(AttachmentKey key) {
        try {
            InputStream in = Files.newInputStream(file(key));
            try {
                FileHeader.read(in);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Keeps the file from being swept for another life of a URL; false when it is gone. */
    boolean touch(AttachmentKey key, Instant now) {
        lock.lock();
        try {
            Files.setLastModifiedTime(file(key), FileTime.from(now));
            return true;
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    /** @param quota most bytes of this owner's files together */
    StoredAttachment store(StoredAttachment described, long quota, Content content, Instant now) throws IOException {
        AttachmentKey key = described.key();
        byte[] header = new FileHeader(described.filename(), described.contentType()).encoded();
        Path unfinished = begin(key);
        try {
            long size = write(unfinished, header, quota - used(key.ownerId()), content);
            commit(unfinished, file(key), now);
            return new StoredAttachment(key, described.filename(), described.contentType(), size);
        } finally {
            discard(unfinished); // Nothing there any more when all went well.
        }
    }

    /** Removes files last asked for before {@code oldest}, what crashes left, and empty folders. Returns how many files. */
    int sweep(Instant oldest, Instant now) {
        int removed = 0;
        for (Path owner : list(directory)) {
            for (Path file : list(owner)) {
                boolean unfinished = file.getFileName().toString().endsWith(UNFINISHED);
                removed += removeOlder(file, unfinished ? now.minus(ABANDONED) : oldest);
            }
            removeEmpty(owner);
        }
        return removed;
    }

    private Path file(AttachmentKey key) {
        return directory.resolve(key.ownerId()).resolve(key.partId());
    }

    private Path begin(AttachmentKey key) {
        lock.lock();
        try {
            Path owner = directory.resolve(key.ownerId());
            Files.createDirectories(owner, ownerOnly("rwx------"));
            Path unfinished = owner.resolve(key.partId() + "." + UUID.randomUUID() + UNFINISHED);
            return Files.createFile(unfinished, ownerOnly("rw-------"));
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static long write(Path unfinished, byte[] header, long most, Content content) throws IOException {
        try (Opened opened = Opened.of(unfinished)) {
            var out = new DiskOutput(Channels.newOutputStream(opened.channel()), most);
            out.write(header);
            content.writeTo(out);
            opened.force();
            return out.written() - header.length;
        }
    }

    private static void commit(Path unfinished, Path file, Instant now) {
        try {
            Files.setLastModifiedTime(unfinished, FileTime.from(now));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            LOG.warnf(
                    "an unfinished attachment is left to the sweep: %s",
                    e.getClass().getSimpleName());
        }
    }

    /** What an owner's files take, those being written included. */
    private long used(String ownerId) {
        long used = 0;
        for (Path file : list(directory.resolve(ownerId))) {
            try {
                used += Math.ceilDiv(Files.size(file), BLOCK) * BLOCK;
            } catch (IOException _) {
                // Gone since it was listed.
            }
        }
        return used;
    }

    private int removeOlder(Path file, Instant oldest) {
        lock.lock();
        try {
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
            return old && Files.deleteIfExists(file) ? 1 : 0;
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            LOG.warnf("the sweep cannot remove a file: %s", e.getClass().getSimpleName());
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void removeEmpty(Path owner) {
        lock.lock();
        try {
            Files.deleteIfExists(owner);
        } catch (DirectoryNotEmptyException _) {
            // In use.
        } catch (IOException e) {
            LOG.warnf("the sweep cannot remove a folder: %s", e.getClass().getSimpleName());
        } finally {
            lock.unlock();
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static AttachmentStoreException unreadable(IOException e) {
        LOG.warnf("attachments cannot be read: %s", e.getClass().getSimpleName());
        return new AttachmentStoreException(
                Fault.UNAVAILABLE, "the attachment cannot be read from the server's disk", e);
    }

    /** A channel whose own faults are the disk's. */
    private record Opened(FileChannel channel) implements AutoCloseable {
        static Opened of(Path file) {
            try {
                return new Opened(FileChannel.open(file, StandardOpenOption.WRITE));
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        void force() {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }
}
