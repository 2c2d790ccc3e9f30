package dev.manticore.migrations.it.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.manticore.migrations.support.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that each server that is present gives a new database and drops it; one that is absent is reported as
 * skipped.
 */
class PlaceTest {
    @ParameterizedTest
    @EnumSource(Place.class)
    void givesADatabaseOfItsOwnAndTakesItBack(Place place) {
        place.absence().ifPresent(reason -> abort(place + ": " + reason));

        TestDatabase database = place.newDatabase();
        Sql sql = new Sql(database.dataSource());
        assertThat(sql.tables()).isEmpty();
        assertThat(sql.row("SELECT current_database()")).isEqualTo(database.name());
        assertThat(sql.row("SELECT version()")).contains(place.isCockroach() ? "CockroachDB" : "PostgreSQL");
        database.close();

        TestDatabase next = place.newDatabase();
        assertThat(new Sql(next.dataSource()).rows("SELECT datname FROM pg_database"))
                .contains(next.name())
                .doesNotContain(database.name());
        next.close();
    }
}
