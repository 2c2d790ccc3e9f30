package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement, as data.
 *
 * @param sql its text, without the semicolon that ends it
 * @param copyData for a {@code COPY .. FROM STDIN}: the rows to send, each ended by a line feed, without the final
 *     {@code \.}; null for every other statement
 */
public record TxStatement(String sql, @Nullable String copyData) {

    public TxStatement {
        Objects.requireNonNull(sql, "sql");
    }

    /** A statement without {@code COPY} data. */
    public static TxStatement of(String sql) {
        return new TxStatement(sql, null);
    }
}
