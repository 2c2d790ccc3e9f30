package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.operation.AppliedVersions;
import dev.manticore.migrations.internal.operation.Create;
import dev.manticore.migrations.internal.operation.Initialize;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.internal.operation.Unlock;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.spi.Database.Product;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows which histories of other schemas stop a run that finds none, and which do not. */
class OtherHistoriesEngineTest {

    static Stream<Arguments> operationsAndProducts() {
        return Stream.of(
                        new Migrate(Target.latest()),
                        new Migrate(Target.rollback(1)),
                        new Migrate(Target.revert(1)),
                        new MakePlan(Target.latest()),
                        new Status(),
                        new AppliedVersions(),
                        new Create(new NewMigration("more", VersionScheme.NEXT, null, null)),
                        new Resume(Resumption.done()),
                        new Unlock(),
                        new Initialize())
                .flatMap(operation -> Stream.of(Product.values()).map(product -> Arguments.of(operation, product)));
    }

    private static Trial beside(String... others) {
        return Trial.of(atomic(1)).given(database -> {
            for (String other : others) {
                database.state.others.put(other, other);
            }
        });
    }

    private static Problem refused(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(InvalidMigrationsException.class);
        assertThat(outcome.count("CREATE")).isZero();
        assertThat(outcome.database().state.historyTable).isFalse();
        Problem problem =
                ((InvalidMigrationsException) outcome.failure()).problems().get(0);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.OTHER_HISTORY);
        return problem;
    }

    @ParameterizedTest
    @MethodSource("operationsAndProducts")
    void oneOfAnySchemaStopsARunWithoutASchema(Operation<?> operation, Product product) {
        Problem problem = refused(beside("tenant").on(product).run(operation));

        assertThat(problem.message())
                .isEqualTo(
                        "The current schema \"public\" has no history \"_migrations\", but schema \"tenant\" has one.");
        assertThat(problem.remedy().toString())
                .contains(
                        "To use a history that exists, specify schema \"tenant\": MigratorBuilder.schema(..).",
                        "To start another one, specify \"public\": MigratorBuilder.schema(..).");
        assertThat(problem.remedy().options())
                .extracting(Remedy.Option::action)
                .containsOnly(new Remedy.Configure(Remedy.Setting.SCHEMA));
    }

    @Test
    void ofManyAFewAreNamed() {
        assertThat(refused(beside("a", "b", "c", "d", "e").migrate()).message())
                .endsWith("but one of the schemas \"a\", \"b\", \"c\" and 2 more have one.");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void ofASchemaThatWasAskedForEachHasItsOwn(Product product) {
        Outcome<MigrationReport> outcome =
                beside("one", "two").on(product).schema("app").migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.home).as("what the lease notes").isEqualTo("app");
    }

    @ParameterizedTest
    @MethodSource("operationsAndProducts")
    void oneThatWasInTheSchemaThatWasAskedForStopsTheRun(Operation<?> operation, Product product) {
        Problem problem = refused(beside("one")
                .given(database -> database.state.others.put("renamed", "app"))
                .on(product)
                .schema("app")
                .run(operation));

        assertThat(problem.message())
                .isEqualTo("The schema \"app\" has no history, but the one in schema \"renamed\" was in \"app\" before:"
                        + " the schema was renamed, or the tables were moved.");
        assertThat(problem.remedy().options())
                .extracting(Remedy.Option::action)
                .containsExactly(new Remedy.Configure(Remedy.Setting.SCHEMA), new Remedy.Unlock());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void oneThatWasMovedWithoutItsLeaseStopsTheRun(Product product) {
        Problem problem = refused(beside("one")
                .given(database -> {
                    database.state.others.put("moved", "");
                    database.state.schema = true;
                    database.state.leaseTable = true;
                    database.state.home = "app";
                    database.state.lease = new LeaseRow(7, "earlier", 0, null);
                })
                .on(product)
                .schema("app")
                .migrate());

        assertThat(problem.message())
                .isEqualTo("The schema \"app\" has a lease table but no history, and the schema \"moved\" has a history"
                        + " but no lease table: the history was moved.");
    }

    @Test
    void ofThousandsTheLeasesAreReadInPortions() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .given(database -> {
                    for (int i = 0; i < 250; i++) {
                        database.state.others.put("tenant" + i, "tenant" + i);
                    }
                })
                .schema("app")
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("AS place, schema_name FROM")).isEqualTo(3);
    }

    @Test
    void noneIsLookedForWhereAHistoryIsFound() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.others.put("tenant", "public"))
                .migrate();

        assertThat(outcome.result().steps()).isEmpty();
        assertThat(outcome.sent()).hasSize(1);
    }

    @Test
    void aSearchThatIsRefusedIsSaid() {
        Outcome<MigrationReport> outcome = beside("tenant")
                .faults(Faults.script().at("ORDER BY 1", Fault.refused("42501", "ORDER BY 1")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("looking for another history");
        assertThat(outcome.database().state.historyTable).isFalse();
    }

    /** Another runner's script may have renamed the schema while this one waited. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void aHistoryThatGoesWhileTheLeaseIsAwaitedIsNotCreatedAgain(Product product) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .on(product)
                .faults(Faults.script().at("AS held (id, token", Fault.meanwhile(database -> {
                    database.state.historyTable = false;
                    database.state.leaseTable = false;
                })))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The history \"public\".\"_migrations\" or its lease is gone: ");
        assertThat(outcome.count("CREATE TABLE")).isZero();
        assertThat(outcome.database().state.objects).isEmpty();
    }
}
