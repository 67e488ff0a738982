package dev.mailmcp.store.embedded;

import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only the owner of this process may read: SQLite gives its log the same rights. */
final class OwnersFile {
    private OwnersFile() {}

    /** @throws InvalidValue when it cannot be made */
    static Path make(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException _) {
            // From an earlier start; its rights are the operator's affair.
        } catch (IOException _) {
            throw new InvalidValue("the folder cannot be made or written; check its path and rights");
        }
        return file;
    }
}
