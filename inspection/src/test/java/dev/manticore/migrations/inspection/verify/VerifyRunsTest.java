package dev.manticore.migrations.inspection.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import org.junit.jupiter.api.Test;

/** What a verification makes of repeatable migrations, callbacks, baseline scripts and roles, and of another run and a dry run. */
class VerifyRunsTest {
    private static final String CREATE = "CREATE TABLE pets (id INT PRIMARY KEY, name TEXT)";
    private static final String DROP = "DROP TABLE pets";

    @Test
    void aRepeatableMigrationThatCannotBeRepeatedIsNamed() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("R__a_view.sql", "CREATE VIEW pet_names AS SELECT name FROM pets")
                .file("R__b_rights.sql", "GRANT SELECT ON pets TO verify_reader")
                .file("R__c_index.sql", "CREATE INDEX ON pets (name)")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly(
                        "R a view cannot be applied twice",
                        "R c index changes something when it is applied a second time");
        assertThat(report.repeatables()).hasSize(3);
    }

    @Test
    void callbacksThatExpectAllRepeatableMigrationsFollowTheLastOne() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("afterVersioned.sql", "CREATE SCHEMA IF NOT EXISTS views")
                .file("R__a.sql", "CREATE OR REPLACE VIEW views.a AS SELECT id FROM pets")
                .file("R__b.sql", "CREATE OR REPLACE VIEW views.b AS SELECT name FROM pets")
                .file("afterMigrate.sql", "GRANT SELECT ON views.a, views.b TO verify_reader")
                .verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.repeatables()).extracting(Object::toString).containsExactly("R a", "R b");
    }

    @Test
    void aRepeatableMigrationThatFailsIsLeftOutFromThenOn() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("R__a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM cats")
                .file("R__b.sql", "COMMENT ON TABLE pets IS '${b}'")
                .file("R__b.sql.conf", "placeholderReplacement=false")
                .file("R__c.sql", "CREATE INDEX CONCURRENTLY pets_name ON pets (name); SELECT * FROM cats")
                .file("R__d.sql", "CREATE OR REPLACE VIEW d AS SELECT id FROM pets")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("R a cannot be applied", "R c cannot be applied");
    }

    @Test
    void aBaselineScriptBeginsTheDatabaseWhereTheVersionsBelowItHaveNoFiles() {
        VerifyReport report = new Project()
                .file("B3__base.sql", CREATE)
                .version(4, "ALTER TABLE pets ADD age INT", "ALTER TABLE pets DROP age")
                .file("B5__all.sql", "CREATE TABLE nothing_of_this (id INT)")
                .version(6, "CREATE INDEX pets_age ON pets (age)", "SELECT 1")
                .file("R__ages.sql", "CREATE OR REPLACE VIEW ages AS SELECT age FROM pets")
                .seed("V3__pets.sql", "INSERT INTO pets VALUES (1, 'Rex')")
                .verify(VerifyOption.REQUIRE_UNDO);

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("V6 step is not undone by its undo script");
        assertThat(report.verified()).extracting(Object::toString).containsExactly("V4 step", "V6 step");
        assertThat(report.withoutUndo()).isEmpty();
    }

    @Test
    void versionsAreTriedRatherThanTheBaselineScriptInTheirPlace() {
        VerifyReport report = new Project()
                .version(1, CREATE, "SELECT 1")
                .file("B1__base.sql", CREATE)
                .version(2, "ALTER TABLE pets ADD age INT", "ALTER TABLE pets DROP age")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("V1 step is not undone by its undo script");
        assertThat(report.verified()).extracting(Object::toString).containsExactly("V1 step", "V2 step");
    }

    @Test
    void aRepeatableMigrationWithTheTimeOfTheRunIsANote() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("R__stamp.sql", "CREATE OR REPLACE VIEW stamp AS SELECT 1 AS one; -- ${flyway:timestamp}")
                .verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).extracting(VerifyNote::rule).containsExactly(Rule.EVERY_RUN);
    }

    @Test
    void aSecondRunThatAppliesAnythingIsAFault() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("V2__index.sql", "CREATE INDEX IF NOT EXISTS pets_name ON pets (name)")
                .file("beforeRepeatables.sql", "DELETE FROM _migrations WHERE version = '2'")
                .file("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM pets")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("V2 index is applied again by a second run");
        assertThat(report.faults().get(0).origin()).isEqualTo("db/V2__index.sql");
    }

    @Test
    void aSecondRunThatFailsIsAFault() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("afterMigrate.sql", "GRANT SELECT ON cats TO verify_reader")
                .verify();

        assertThat(report.faults()).extracting(VerifyFault::summary).containsExactly("A second run fails");
        assertThat(report.faults().get(0).origin()).isEqualTo("db/afterMigrate.sql");
        assertThat(report.faults().get(0).failure()).contains("\"cats\" does not exist");
    }

    @Test
    void aCallbackThatOnlyARunOfEverythingExecutesIsVerified() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("afterMigrateApplied.sql", "GRANT SELECT ON cats TO verify_reader")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("A run of everything on an empty database fails");
        assertThat(report.faults().get(0).origin()).isEqualTo("db/afterMigrateApplied.sql");
    }

    @Test
    void whatOnlyTheDatabaseOfADryRunLacksIsAFault() {
        String ofDryRun = "EXISTS (SELECT FROM pg_namespace WHERE nspname = '_manticore_dry_run')";
        VerifyReport differs = new Project()
                .version(1, CREATE, DROP)
                .file(
                        "V2__index.sql",
                        "DO $$ BEGIN IF NOT " + ofDryRun + " THEN CREATE INDEX ON pets (name); END IF; END $$")
                .verify();
        VerifyReport fails = new Project()
                .version(1, CREATE, DROP)
                .file("V2__index.sql", "DO $$ BEGIN IF " + ofDryRun + " THEN RAISE 'a dry run'; END IF; END $$")
                .verify();

        assertThat(differs.faults()).extracting(VerifyFault::kind).containsExactly(Kind.DRY_RUN_DIFFERS);
        assertThat(differs.faults().get(0).details())
                .containsExactly("index public.pets_name_idx of table public.pets is missing: CREATE INDEX"
                        + " pets_name_idx ON public.pets USING btree (name)");
        assertThat(fails.faults()).extracting(VerifyFault::kind).containsExactly(Kind.DRY_RUN_FAILED);
        assertThat(fails.faults().get(0).failure()).contains("a dry run");
    }

    @Test
    void stepwiseMigrationsCallbacksAndPlaceholdersAreVerifiedAsTheyRun() {
        VerifyReport report = new Project()
                .settings(builder -> builder.schema("zoo").placeholder("reader", "verify_reader"))
                .file("beforeMigrate.sql", "CREATE SCHEMA IF NOT EXISTS archive")
                .file("afterMigrate.sql", "GRANT SELECT ON ALL TABLES IN SCHEMA zoo TO ${reader}")
                .version(1, CREATE, DROP)
                .version(2, "CREATE INDEX CONCURRENTLY pets_name ON pets (name)", "DROP INDEX CONCURRENTLY pets_name")
                .version(
                        3,
                        "CREATE INDEX CONCURRENTLY pets_id ON pets (id)",
                        "DROP INDEX CONCURRENTLY IF EXISTS pets_ids")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("V3 step is not undone by its undo script");
        assertThat(report.faults().get(0).details()).singleElement().asString().contains("index zoo.pets_id");
    }

    @Test
    void rolesThatScriptsCreateAreNoFault() {
        VerifyReport report;
        try (ScratchServer server = ScratchServer.embedded().open()) {
            report = new Project()
                    .version(1, "CREATE ROLE zoo_keeper", "DROP ROLE zoo_keeper")
                    .version(2, CREATE + "; ALTER TABLE pets OWNER TO zoo_keeper", DROP)
                    .version(3, "COMMENT ON TABLE pets IS 'of the zoo'", "SELECT 1")
                    .version(4, "CREATE ROLE zoo_guest; GRANT SELECT ON pets TO zoo_guest", "DROP OWNED BY zoo_guest")
                    .version(5, "COMMENT ON TABLE pets IS 'none'", "SELECT 1")
                    .inspection(server)
                    .verify();
        }

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly(
                        "V3 step is not undone by its undo script",
                        "V4 step cannot be applied again after it was reverted",
                        "V5 step is not undone by its undo script");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void rolesThatAreCreatedForScriptsAreNotThereInTheNextDatabase() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file(
                        "V2__guests.sql",
                        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'verify_guest') THEN"
                                + " GRANT UPDATE ON pets TO verify_guest; END IF; END $$")
                .file("V3__guests.sql", "GRANT SELECT ON pets TO verify_guest")
                .verify(VerifyOption.REQUIRE_UNDO, VerifyOption.REQUIRE_UNDO);

        assertThat(report.faults()).extracting(VerifyFault::kind).containsExactly(Kind.UNDO_MISSING, Kind.UNDO_MISSING);
    }

    @Test
    void whatDropOwnedTakesAlongIsNamed() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(
                        2,
                        "GRANT SELECT ON pets TO verify_guest; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO verify_guest",
                        "DROP OWNED BY verify_guest")
                .version(3, "GRANT INSERT ON pets TO verify_guest", "DROP OWNED BY verify_guest")
                .version(4, "CREATE TABLE toys (id INT); ALTER TABLE toys OWNER TO verify_keeper", "DROP TABLE toys")
                .version(5, "CREATE INDEX toys_id ON toys (id)", "DROP OWNED BY verify_keeper")
                .version(
                        6,
                        "DROP OWNED BY verify_keeper",
                        "CREATE TABLE toys (id INT); ALTER TABLE toys OWNER TO verify_keeper; CREATE INDEX toys_id ON toys (id)")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly(
                        "V3 step is not undone by its undo script", "V5 step is not undone by its undo script");
        assertThat(report.faults().get(0).details())
                .containsExactly(
                        "grant to verify_guest on table public.pets is missing: SELECT",
                        "default privileges FOR ROLE postgres ON TABLES is missing");
        assertThat(report.faults().get(1).details()).isNotEmpty().allMatch(detail -> detail.contains("public.toys"));
    }
}
