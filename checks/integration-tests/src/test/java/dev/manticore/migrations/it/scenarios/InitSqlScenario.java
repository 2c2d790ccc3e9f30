package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.Test;

/** Shows that each connection executes {@code initSql} first, and that this costs no round trip. */
class InitSqlScenario extends Scenario {
    private static final String INIT = "SET application_name = 'by init'; SELECT 1 AS one";

    private static final String WORD = "CREATE TABLE w AS SELECT current_setting('application_name') AS word";

    @Test
    void isExecutedBeforeTheHistoryIsRead() {
        Subject subject = with(builder -> builder.initSql(INIT), up(1, WORD));

        subject.migrate();

        assertThat(sql.rows("SELECT word FROM w")).containsExactly("by init");
        assertThat(subject.migrate().steps()).as("the history was read").isEmpty();
        assertThat(subject.status().problems()).isEmpty();
    }

    @Test
    @PostgresOnly("The script changes its session as scripts of PostgreSQL do.")
    void isExecutedAgainByTheNextConnection() {
        with(
                        builder -> builder.initSql(INIT),
                        up(1, "-- manticore: transaction=none\nCREATE TABLE x (n INT);\nDISCARD ALL;"),
                        up(2, WORD))
                .migrate();

        assertThat(sql.rows("SELECT word FROM w")).containsExactly("by init");
    }

    @Test
    void costsNoRoundTrip() {
        over(tables(3)).migrate();
        int without = roundTrips(null);

        assertThat(roundTrips(INIT)).isEqualTo(without);
    }

    private int roundTrips(String init) {
        try (WireProxy proxy = WireProxy.before(database)) {
            through(
                            open(Access.to(proxy.through(database))),
                            builder -> {
                                if (init != null) {
                                    builder.initSql(init);
                                }
                            },
                            tables(3))
                    .migrate();
            return proxy.roundTrips();
        }
    }

    @Test
    void aFailureIsCalledSoAndTheHistoryIsNotTakenForMissing() {
        Subject subject = with(builder -> builder.initSql("SELECT 1 FROM no_such_table"), tables(1));

        DatabaseErrorException failure = failure(DatabaseErrorException.class, subject::migrate);

        assertThat(failure).hasMessageContaining("initSql failed: ").hasMessageContaining("no_such_table");
        assertThat(sql.tables()).isEmpty();
    }
}
