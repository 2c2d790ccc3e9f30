package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Does what the operator does after a run that stopped in doubt: looks at the database, and resumes. */
record Operator(TestDatabase database) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The statement that is noted as under way. */
    Optional<ScriptStatement> underWay() {
        return new Sql(database.dataSource())
                        .rows("SELECT migration, direction, statements_done + 1 FROM "
                                + ProofHistory.chosen().lease() + " WHERE statement_running")
                        .stream()
                        .map(row -> row.split("\\|", -1))
                        .map(row -> ScriptStatement.of(row[0], row[1], Integer.parseInt(row[2])))
                        .findFirst();
    }

    /**
     * Holds the exception against the note, looks, and resumes.
     *
     * @return what was in doubt
     */
    ScriptStatement settle(OutcomeUnknownException doubt, Subject subject) {
        ScriptStatement statement =
                underWay().orElseThrow(() -> new AssertionError("nothing is noted as under way", doubt));
        assertThat(doubt.id()).as("version in doubt").isEqualTo(Version.of(statement.version()));
        assertThat(statement.number()).as("statement in doubt").isEqualTo(doubt.statement());
        assertThat(Objects.requireNonNull(doubt.location()).text())
                .as("text in doubt")
                .isEqualTo(statement.sql() + ";");
        String carriedOut = statement.line().carriedOut();
        assertThat(carriedOut)
                .as("a run can find out by itself about " + statement.sql())
                .isNotNull();
        awaitOthers();
        boolean done =
                new Sql(database.dataSource()).row("SELECT " + carriedOut).equals("t");
        subject.resume(Resumption.from(statement.number() + (done ? 1 : 0)));
        return statement;
    }

    /** A statement may still be under way on the server, long after its client has gone. */
    private void awaitOthers() {
        Sql sql = new Sql(database.dataSource());
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sql.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                                + " AND state NOT IN ('idle')")
                        == 0);
    }
}
