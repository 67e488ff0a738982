package dev.mailmcp.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date. Of nodes that start at once, one does it and the others wait for it. */
final class Migrations {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Migrations() {}

    /**
     * Beside tables of others it does no harm: ours begin with {@code mail_mcp_}.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails; nothing of it was done then
     */
    static void run(DatabaseUrl url) throws SQLException {
        try (Database patient = Database.at(url, PATIENCE);
                Connection connection = patient.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Locks.MIGRATION + ")");
            try {
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(patient.connections())
                        .locations("classpath:store/postgresql")
                        .table("mail_mcp_migration")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + Locks.MIGRATION + ")");
            }
        }
    }
}
