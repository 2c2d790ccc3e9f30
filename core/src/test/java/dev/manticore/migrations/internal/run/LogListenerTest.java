package dev.manticore.migrations.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows the lines that an operator finds in the log of an application. */
class LogListenerTest {
    private static final Duration TIME = Duration.ofMillis(12);
    private static final PlanStep STEP = new PlanStep(
            Version.of(4),
            "add x",
            Direction.APPLY,
            PlanStep.Execution.ATOMIC,
            "db/V4__add_x.sql",
            "0",
            List.of("SELECT 1"));
    private static final StepReport DONE =
            new StepReport(Version.of(4), "add x", Direction.APPLY, "db/V4__add_x.sql", TIME);

    private static List<String> logged(MigrationEvent... events) {
        return logged(org.slf4j.event.Level.ERROR, events);
    }

    private static List<String> logged(org.slf4j.event.Level failures, MigrationEvent... events) {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.setContext(context);
        lines.start();
        logger.addAppender(lines);
        LogListener listener = new LogListener(logger, failures);
        for (MigrationEvent event : events) {
            listener.on(event);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    @Test
    void aRunSaysWhereItIsWhatItDoesAndWhatCameOfIt() {
        assertThat(logged(
                        new MigrationEvent.HistoryRead("PostgreSQL", "17.2", "shop", "deploy", "public", Version.of(3)),
                        new MigrationEvent.RunStarted(new Plan(List.of(), List.of(STEP), List.of())),
                        new MigrationEvent.StepStarted(STEP, 0, 1),
                        new MigrationEvent.StepFinished(STEP, TIME),
                        new MigrationEvent.RunFinished(
                                new MigrationReport(List.of(DONE), List.of()), Version.of(4), Duration.ofMillis(80))))
                .containsExactly(
                        "INFO Database shop, user deploy, schema public, PostgreSQL 17.2: at version 3",
                        "INFO 1 migration to execute",
                        "INFO V4 add x done in 12 ms",
                        "INFO 1 migration executed in 80 ms; at version 4");
    }

    @Test
    void oneOfAThingIsNotSeveral() {
        Duration second = Duration.ofSeconds(1);
        assertThat(logged(
                        new MigrationEvent.StatementRepeated(STEP, 0, 1, 1, 1, second),
                        new MigrationEvent.StatementRepeated(STEP, 0, 2, 20, 20, second)))
                .containsExactly(
                        "INFO V4 add x: statement 1 was repeated 1 time, 1 row, 1 rows/s",
                        "INFO V4 add x: statement 1 was repeated 2 times, 20 rows, 20 rows/s");
    }

    @Test
    void aRunWithNothingToDoSaysSo() {
        assertThat(logged(
                        new MigrationEvent.HistoryRead("PostgreSQL", "17", null, null, null, null),
                        new MigrationEvent.RunFinished(MigrationReport.EMPTY, null, TIME)))
                .containsExactly(
                        "INFO Database (unknown), user (unknown), schema (unknown), PostgreSQL 17: no version is applied",
                        "INFO Nothing to do in 12 ms; no version is applied");
    }

    @Test
    void whatTheServerSaysIsAWarningOrInfo() {
        assertThat(logged(
                        new MigrationEvent.MessageReceived(
                                STEP, ServerMessage.of("WARNING", "01000", "long way", "by foot", "take a bus")),
                        new MigrationEvent.MessageReceived(
                                STEP, ServerMessage.of("HINWEIS", "00000", "42 rows", null, null)),
                        new MigrationEvent.MessageReceived(
                                STEP, ServerMessage.of("WARNUNG", "01000", "localized", null, null))))
                .containsExactly(
                        "WARN V4 add x: long way\n    detail: by foot\n    hint: take a bus",
                        "INFO V4 add x: 42 rows",
                        "WARN V4 add x: localized");
    }

    @Test
    void aFailureComesWithEverythingThatHelps() {
        StatementFailedException failure = new StatementFailedException(
                Version.of(5),
                SourceLocation.file("db/V5__y.sql"),
                new SqlError("42601", "syntax", "the detail", "the hint"),
                "V5 failed: syntax",
                Remedy.of("Correct the file."),
                new MigrationReport(List.of(DONE), List.of()),
                null);

        assertThat(failure.summary()).isEqualTo("V5 failed: syntax");
        assertThat(failure)
                .hasMessage(
                        "V5 failed: syntax\n  detail: the detail\n  hint: the hint\n  what to do: Correct the file.\n"
                                + "  applied before: V4");
        assertThat(logged(new MigrationEvent.StepFailed(STEP, failure)))
                .singleElement()
                .asString()
                .contains("the detail", "the hint", "Correct the file.", "applied before: V4");
        assertThat(logged(org.slf4j.event.Level.DEBUG, new MigrationEvent.StepFailed(STEP, failure)))
                .as("where the program shows it, above DEBUG")
                .isEmpty();
    }

    @Test
    void nothingThatOthersWroteReachesTheLogWithControlCharacters() {
        assertThat(logged(
                        new MigrationEvent.LeaseAwaited("evil\u001b[2J\nINFO forged\r", TIME, TIME),
                        new MigrationEvent.MessageReceived(
                                STEP, ServerMessage.of("WARNING", "01000", "a\u001b]0;x\u0007\u202e", null, null))))
                .containsExactly(
                        "INFO Waiting for the lease, held by evil\\u001B[2J\n    INFO forged\\u000D for another PT0.012S",
                        "WARN V4 add x: a\\u001B]0;x\\u0007\\u202E");
    }
}
