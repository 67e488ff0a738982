package dev.mailmcp.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite itself, as the driver's jar holds it for each system. */
public final class SqliteLibrary {
    /** Where the driver looks before it asks the system what it is and unpacks its own: a tenth of a start. */
    public static final String FOLDER = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /**
     * Unpacks the one of this system to where the driver will look for it.
     *
     * @param folder is made if it is not there; a library in it is replaced
     * @throws IOException also when the driver has none for this system
     */
    public static void unpack(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        Files.createDirectories(folder);
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("the SQLite driver has no library for this system");
            }
            // Whole or not at all: another server may be starting.
            Path whole = folder.resolve(name + "." + ProcessHandle.current().pid());
            Files.copy(library, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
