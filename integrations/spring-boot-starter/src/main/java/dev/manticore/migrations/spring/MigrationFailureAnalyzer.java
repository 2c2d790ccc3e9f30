package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.application.DatabaseMigrationException;
import dev.manticore.migrations.application.FailureText;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a failed migration with its file, line and caret, with what was applied, and with what to do. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<MigrationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrationException cause) {
        DatabaseMigrationException atStart = findCause(rootFailure, DatabaseMigrationException.class);
        String database = atStart == null ? ApplicationMigrations.DEFAULT : atStart.database();
        FailureText text = FailureText.of(cause, DatabaseSettings.words(database));
        return new FailureAnalysis(heading(atStart, database) + text.description(), text.action(), cause);
    }

    private static String heading(@Nullable DatabaseMigrationException atStart, String database) {
        return atStart == null || database.equals(ApplicationMigrations.DEFAULT)
                ? ""
                : "The migrations of the database " + database + " failed.\n\n";
    }
}
