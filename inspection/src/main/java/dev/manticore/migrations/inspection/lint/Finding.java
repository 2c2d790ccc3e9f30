package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.SourceLocation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rule says of a statement. Immutable.
 *
 * @param rule the rule's name, e.g. {@code index-not-concurrently}
 * @param level never {@link Level#OFF}
 * @param migration whose statement it is
 * @param location where the statement begins in its file
 * @param sql the statement as it was executed, with the values of placeholders and without a semicolon
 * @param message what was observed, in one or two sentences
 * @param advice what to do, in one or two sentences
 * @param saferSql statements that reach the same end without the harm, in order and without semicolons; empty where no
 *     such way can be told from the statement. They may belong into several migrations: the advice says so
 * @param tables the tables that suffer from it, with their schemas, as SQL writes them; empty where their size does not matter
 * @param fix how to change the file so that the finding vanishes, where that is mechanical
 */
public record Finding(
        String rule,
        Level level,
        MigrationId migration,
        SourceLocation location,
        String sql,
        String message,
        String advice,
        List<String> saferSql,
        List<String> tables,
        Optional<Fix> fix) {

    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(fix, "fix");
        saferSql = List.copyOf(saferSql);
        tables = List.copyOf(tables);
    }

    /** The same finding with another level. */
    public Finding withLevel(Level other) {
        return new Finding(rule, other, migration, location, sql, message, advice, saferSql, tables, fix);
    }

    /** Place, level, rule and message in one line. */
    @Override
    public String toString() {
        return location + ": " + level + ": " + message + " [" + rule + "]";
    }
}
