package dev.mailmcp.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements with values, and rows as values. Time is the database's, {@code clock_timestamp()}: nodes need not agree on it.
 *
 * @param clock what stands for it in statements; a test has its own
 */
record Sql(String clock) {
    static final String CLOCK = "clock_timestamp()";

    /** Reads a row that the cursor stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @return how many rows it changed */
    int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> Optional<T> one(Connection connection, Reader<T> reader, String sql, Object... values) throws SQLException {
        return all(connection, reader, sql, values).stream().findFirst();
    }

    <T> List<T> all(Connection connection, Reader<T> reader, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (row.next()) {
                read.add(reader.read(row));
            }
            return read;
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** {@code ?} for a duration stands as {@code ? * interval '1 millisecond'}. */
    private PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.replace(CLOCK, clock));
        for (int i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1,
                    switch (values[i]) {
                        case Instant instant -> instant.atOffset(ZoneOffset.UTC);
                        case Duration duration -> duration.toMillis();
                        default -> values[i];
                    });
        }
        return statement;
    }
}
