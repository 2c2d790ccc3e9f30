package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that migrations that share a message come to the same as if each had been sent alone. */
@PostgresOnly("Each migration has messages of its own.")
class BatchScenario extends Scenario {
    private final List<String> told = new ArrayList<>();

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.StepStarted started) {
            told.add("started " + started.step().id());
        } else if (event instanceof MigrationEvent.MessageReceived received) {
            told.add(received.step().id() + " said " + received.message().text());
        } else if (event instanceof MigrationEvent.StepFinished finished) {
            told.add("finished " + finished.step().id());
        } else if (event instanceof MigrationEvent.StepFailed failed) {
            told.add("failed " + failed.step().id());
        }
    }

    private static Migration[] first(int count, Migration... more) {
        return Stream.concat(Stream.of(tables(count)), Stream.of(more)).toArray(Migration[]::new);
    }

    @Test
    void eachHasItsOwnTimeAndDuration() {
        over(table(1), table(2), up(3, "SELECT pg_sleep(0.3)"), table(4), up(5, "SELECT pg_sleep(0.2)"), table(6))
                .migrate();

        assertThat(sql.rows("SELECT version FROM _migrations ORDER BY applied_at, version"))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(sql.row("SELECT count(DISTINCT applied_at) FROM _migrations"))
                .isEqualTo("6");
        assertThat(sql.row("SELECT bool_and(execution_ms >= CASE version WHEN 3 THEN 300 ELSE 200 END) FROM _migrations"
                        + " WHERE version IN (3, 5)"))
                .isEqualTo("t");
        assertThat(sql.row("SELECT bool_and(execution_ms >= 0 AND applied_at <= now()) FROM _migrations"))
                .isEqualTo("t");
        assertThat(sql.row(
                        "SELECT f.applied_at - t.applied_at >= interval '0.3 s' FROM _migrations AS t, _migrations AS f"
                                + " WHERE t.version = 3 AND f.version = 4"))
                .isEqualTo("t");
    }

    @Test
    void whatTheServerSaysIsToldOfItsMigration() {
        with(
                        builder -> builder.listener(this::hear),
                        IntStream.rangeClosed(1, 7)
                                .mapToObj(version -> up(
                                        version,
                                        version % 2 == 0
                                                ? "SELECT 1"
                                                : "DO $$ BEGIN RAISE NOTICE 'hello " + version + "'; END $$"))
                                .toArray(Migration[]::new))
                .migrate();

        assertThat(told)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 7)
                        .boxed()
                        .flatMap(version -> Stream.of(
                                        "started " + version,
                                        version % 2 == 0 ? "" : version + " said hello " + version,
                                        "finished " + version)
                                .filter(line -> !line.isEmpty()))
                        .toList());
    }

    /** Run twice: the second time, it is the first that is due. */
    @Test
    void aFailureInTheMiddleIsReportedAsIfItHadBeenSentAlone() {
        Migration[] migrations = first(
                5,
                up(
                        6,
                        "CREATE TABLE t6 (id INT);\nDO $$ BEGIN RAISE NOTICE 'here'; END $$;\n"
                                + "INSERT INTO t6 VALUES (1),\n ('é' || nothing);"),
                table(7));
        StatementFailedException together = failure(
                StatementFailedException.class,
                () -> with(builder -> builder.listener(this::hear), migrations).migrate());
        List<String> toldFirst = List.copyOf(told);
        told.clear();
        StatementFailedException alone = failure(
                StatementFailedException.class,
                () -> with(builder -> builder.listener(this::hear), migrations).migrate());

        assertThat(together.location()).isEqualTo(alone.location());
        assertThat(together.location().line()).isEqualTo(4);
        assertThat(together.error()).isEqualTo(alone.error());
        assertThat(together.summary()).isEqualTo(alone.summary());
        assertThat(together.report().steps()).hasSize(5);
        assertThat(toldFirst).endsWith(told.toArray(String[]::new));
        assertThat(told).containsExactly("started 6", "6 said here", "failed 6");
        assertThat(sql.history()).hasSize(5);
        assertThat(sql.row("SELECT to_regclass('t6') IS NULL AND to_regclass('t7') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aSyntaxErrorInTheMiddleIsReportedAsIfItHadBeenSentAlone() {
        Migration[] migrations = first(5, up(6, "CREATE TABLE t6 (id INT);\nSELEC 1;"), table(7));
        StatementFailedException failed =
                failure(StatementFailedException.class, () -> over(migrations).migrate());

        assertThat(failed.location().line()).isEqualTo(2);
        assertThat(failed.error().sqlState()).isEqualTo("42601");
        assertThat(failed.report().steps()).hasSize(5);
        assertThat(sql.history()).hasSize(5);
    }

    /** The server does not say where it is. */
    @Test
    void anInvalidEscapeInTheMiddleIsReportedAsIfItHadBeenSentAlone() {
        Migration[] migrations = first(5, up(6, "SELECT E'\\xc3'"), table(7));
        StatementFailedException failed =
                failure(StatementFailedException.class, () -> over(migrations).migrate());

        assertThat(failed.id()).hasToString("6");
        assertThat(failed.error().sqlState()).isEqualTo("22021");
        assertThat(sql.history()).hasSize(5);
    }

    /** In one message, now() is the same in all of them. */
    @Test
    void whatFailsOnlyTogetherIsApplied() {
        over(first(
                        1,
                        up(2, "CREATE TABLE log (at timestamptz DEFAULT now() UNIQUE)"),
                        up(3, "INSERT INTO log DEFAULT VALUES"),
                        up(4, "INSERT INTO log DEFAULT VALUES"),
                        up(5, "INSERT INTO log DEFAULT VALUES"),
                        up(6, "INSERT INTO log DEFAULT VALUES"),
                        up(7, "INSERT INTO log DEFAULT VALUES")))
                .migrate();

        assertThat(sql.row("SELECT count(*) FROM log")).isEqualTo("5");
        assertThat(sql.history()).hasSize(7);
    }

    @Test
    void aListenerThatMayStopTheRunIsToldOfEachBeforeTheNextIsSent() {
        try (WireProxy proxy = WireProxy.before(database)) {
            List<Integer> sent = new ArrayList<>();
            MigrationListener stopping = new MigrationListener() {
                @Override
                public void on(MigrationEvent event) {
                    if (event instanceof MigrationEvent.StepFinished) {
                        sent.add((int) proxy.queries().stream()
                                .filter(query -> query.contains("CREATE TABLE t"))
                                .count());
                    }
                }

                @Override
                public boolean mayStopRun() {
                    return true;
                }
            };
            through(open(proxy.through(database)), builder -> builder.listener(stopping), tables(5))
                    .migrate();

            assertThat(sent).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void eachIsSentAloneIfThatIsAskedFor() {
        try (WireProxy proxy = WireProxy.before(database)) {
            through(open(proxy.through(database)), builder -> builder.batchTime(Duration.ZERO), tables(5))
                    .migrate();

            assertThat(proxy.queries().stream().filter(query -> query.contains("CREATE TABLE t")))
                    .hasSize(5);
        }
    }

    /** Both directions, in one run. */
    @Test
    void undoAndMigrationAreNotInOneMessage() {
        Migration[] migrations = IntStream.rangeClosed(1, 6)
                .mapToObj(version -> both(version, "CREATE TABLE t" + version + " (id INT)", "DROP TABLE t" + version))
                .toArray(Migration[]::new);
        over(migrations).migrate();
        try (WireProxy proxy = WireProxy.before(database)) {
            through(open(proxy.through(database)), migrations).migrate(dev.manticore.migrations.Target.redo(4));

            assertThat(proxy.queries())
                    .noneMatch(query -> query.contains("DROP TABLE") && query.contains("CREATE TABLE t"));
            assertThat(sql.history()).hasSize(6);
        }
    }
}
