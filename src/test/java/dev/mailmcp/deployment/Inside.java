package dev.mailmcp.deployment;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.testserver.DocumentSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is behind a deployment that the suite started.
 *
 * @param mail where the people's mailboxes are
 * @param site from which client documents are taken
 * @param names what host names lead to
 * @param settings of one of its nodes
 */
record Inside(Mailroom mail, DocumentSite site, Names names, Map<String, String> settings) {
    /** A client that the operator generated for another mail server. */
    Client generate(MailSite other) {
        return Client.generate(settings, other);
    }

    /** Settings of another server with the same keys and all that this one keeps, at an address of its own. */
    Map<String, String> twin() {
        Map<String, String> twin = new HashMap<>(settings);
        Map<String, String> fresh = Product.settings();
        for (String own : List.of("PORT", "BASE_URL", "DATA_DIR")) {
            twin.put(own, String.valueOf(fresh.get(own)));
        }
        copy(Path.of(setting("DATA_DIR")), Path.of(String.valueOf(twin.get("DATA_DIR"))));
        return twin;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much it keeps, in octets. */
    long kept() {
        return settings.containsKey("DATABASE_URL") ? database() : folder();
    }

    private long database() {
        try (var connection = DriverManager.getConnection(
                        setting("DATABASE_URL"), setting("DATABASE_USER"), setting("DATABASE_PASSWORD"));
                var statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long folder() {
        try (Stream<Path> files = Files.walk(Path.of(setting("DATA_DIR")))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String setting(String name) {
        return String.valueOf(settings.get(name));
    }
}
