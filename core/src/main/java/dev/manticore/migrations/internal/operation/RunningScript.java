package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.internal.connection.LockQuestion;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.RepeatedMigrations;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What another run executes at this moment, on PostgreSQL. Its session is known by the beginning of its text, which the
 * server shows: of the noted statement, of the next script, or of the last one's undo.
 */
record RunningScript(
        Run run,
        MigrationSet files,
        History history,
        @Nullable Progress noted) {
    /** The server shows 1,024 bytes by default, and the settings in front of a script take some. */
    private static final int LONGEST_TEXT = 100;

    /** Whom it waits for; null if it does not wait, or if that cannot be found out. */
    @Nullable
    LockWait lockWait() {
        List<String> texts = texts().toList();
        if (texts.isEmpty()) {
            return null;
        }
        String shows = texts.stream()
                .map(text -> "pg_catalog.strpos(query, " + literal(text) + ") > 0")
                .collect(Collectors.joining(" OR "));
        String question = LockQuestion.of("datname = pg_catalog.current_database() AND (" + shows + ")");
        try {
            return run.ask(new Query<>(List.of(question), answers -> LockQuestion.read(answers.get(0))))
                    .map(run.hidden()::hide)
                    .orElse(null);
        } catch (TxFailure unanswered) {
            // The rest of the status is known, and worth more.
            return null;
        }
    }

    private Stream<String> texts() {
        if (noted != null) {
            return Optional.ofNullable(ProgressCheck.script(files, noted))
                    .flatMap(script -> text(script, noted.done()))
                    .stream();
        }
        Map<MigrationId, AppliedMigration> applied = history.entries().stream()
                .collect(Collectors.toMap(AppliedMigration::id, entry -> entry, (first, second) -> second));
        Stream<Script> next = files.all()
                .filter(migration ->
                        RepeatedMigrations.isDue(migration, applied.get(migration.id())) && !migration.isSkipped())
                .limit(1)
                .map(ResolvedMigration::up);
        Stream<Script> undo = files.byVersion().descendingMap().entrySet().stream()
                .filter(migration -> applied.containsKey(migration.getKey()))
                .limit(1)
                .map(migration -> migration.getValue().down())
                .filter(Objects::nonNull);
        return Stream.concat(next, undo).flatMap(script -> text(script, 0).stream());
    }

    private static Optional<String> text(Script script, int statement) {
        if (statement >= script.statements().size()) {
            return Optional.empty();
        }
        SqlStatement shown = script.statements().get(statement);
        String text = shown.text(script.text());
        return Optional.of(text.length() > LONGEST_TEXT ? text.substring(0, text.offsetByCodePoints(0, 50)) : text);
    }
}
