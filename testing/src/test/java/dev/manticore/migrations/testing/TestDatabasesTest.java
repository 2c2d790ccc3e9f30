package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.filesystem.FilesystemSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is one template for each state of the migrations; old ones are removed, and incomplete ones made anew. */
class TestDatabasesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(directory.resolve("V1__create.sql"), "CREATE TABLE ${name} (id INT);\n");
    }

    @Test
    void makesTheTemplateOnceAndDropsItsDatabases() throws Exception {
        String first;
        try (TestDatabases databases = builder("pets").open()) {
            TestDatabase one = databases.create();
            TestDatabase two = databases.create();
            Sqls.execute(one.dataSource(), "INSERT INTO pets VALUES (1)");
            assertThat(Sqls.ask(two.dataSource(), "SELECT count(*) FROM pets")).containsExactly("0");
            one.close();
            one.close();
            assertThat(Sqls.databases(one.name())).isEmpty();
            assertThat(Sqls.databases(two.name())).hasSize(1);
            first = oid();
        }
        assertThat(Sqls.databases("manticore_test_")).noneMatch(name -> name.endsWith("_2"));

        try (TestDatabases databases = builder("pets").open()) {
            databases.create().close();
            assertThat(oid()).isEqualTo(first);
        }
    }

    @Test
    void makesAnotherTemplateForEachStateAndKeepsTheNewestThree() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (int state = 1; state <= 5; state++) {
            Files.writeString(directory.resolve("V2__next.sql"), "CREATE TABLE state_" + state + " (id INT);\n");
            try (TestDatabases databases = builder("pets").open();
                    TestDatabase database = databases.create()) {
                assertThat(Sqls.ask(database.dataSource(), "SELECT count(*) FROM state_" + state))
                        .containsExactly("0");
            }
            seen.addAll(Sqls.databases(prefix("pets")));
        }

        assertThat(seen).hasSize(5);
        assertThat(Sqls.databases(prefix("pets"))).hasSize(3);
    }

    @Test
    void tellsSettingsApart() throws Exception {
        try (TestDatabases pets = builder("pets").open();
                TestDatabases dogs = builder("dogs").open();
                TestDatabase withPets = pets.create();
                TestDatabase withDogs = dogs.create()) {
            assertThat(Sqls.ask(withPets.dataSource(), "SELECT count(*) FROM pets"))
                    .containsExactly("0");
            assertThat(Sqls.ask(withDogs.dataSource(), "SELECT count(*) FROM dogs"))
                    .containsExactly("0");
        }
    }

    @Test
    void makesAnewWhatAKilledProgramLeftIncomplete() throws Exception {
        String name = MigrationState.of(builder("pets")).template();
        Sqls.execute(SharedServer.running().dataSource(), "CREATE DATABASE " + name);

        try (TestDatabases databases = builder("pets").open();
                TestDatabase database = databases.create()) {
            assertThat(Sqls.ask(database.dataSource(), "SELECT count(*) FROM pets"))
                    .containsExactly("0");
        }
    }

    @Test
    void makesAnewWhatAnotherProgramHasRemoved() throws Exception {
        try (TestDatabases databases = builder("pets").open()) {
            databases.create().close();
            String name = MigrationState.of(builder("pets")).template();
            Sqls.execute(SharedServer.running().dataSource(), "ALTER DATABASE " + name + " IS_TEMPLATE false");
            Sqls.execute(SharedServer.running().dataSource(), "DROP DATABASE " + name);

            try (TestDatabase database = databases.create()) {
                assertThat(Sqls.ask(database.dataSource(), "SELECT count(*) FROM pets"))
                        .containsExactly("0");
            }
        }
    }

    @Test
    void makesOneTemplateForAllThreads() throws Exception {
        Files.writeString(
                directory.resolve("V2__once.sql"),
                "DO $$ BEGIN EXECUTE 'CREATE ROLE made_in_' || pg_backend_pid(); PERFORM pg_sleep(0.3); END $$;\n");
        try (TestDatabases databases = builder("pets").open()) {
            List<String> names = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> databases.create().name(), task -> new Thread(task).start()))
                    .limit(4)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(names).doesNotHaveDuplicates();
        }
        assertThat(Sqls.ask(
                        SharedServer.running().dataSource(),
                        "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'made_in_')"))
                .hasSize(1);
    }

    @Test
    void doesNotTryAgainWhatFailed() throws Exception {
        Files.writeString(directory.resolve("V2__fails.sql"), "SELECT 1 / 0;\n");
        try (TestDatabases databases = builder("pets").open()) {
            MigrationException first = catchThrowableOfType(MigrationException.class, databases::create);
            assertThat(first).hasMessageContaining("division by zero");
            assertThatThrownBy(databases::create).isSameAs(first);
        }
    }

    @Test
    void leavesTheDatabasesOfProgramsWhoseUrlNamesAnotherDatabase() throws Exception {
        Sqls.execute(SharedServer.running().dataSource(), "CREATE DATABASE elsewhere");
        TestServer.Address address = new SharedServer().address();
        TestServer elsewhere = TestServer.at(
                address.jdbcUrl().replaceFirst("/[^/?]*($|\\?)", "/elsewhere$1"), address.user(), address.password());
        try (TestDatabases databases = builder("pets").open();
                TestDatabase database = databases.create();
                TestDatabases others = builder("pets").server(elsewhere).open();
                TestDatabase another = others.create()) {
            assertThat(Sqls.ask(database.dataSource(), "SELECT current_database()"))
                    .containsExactly(database.name());
            assertThat(Sqls.ask(another.dataSource(), "SELECT current_database()"))
                    .containsExactly(another.name());
        }
        Sqls.execute(SharedServer.running().dataSource(), "DROP DATABASE elsewhere");
    }

    private TestDatabasesBuilder builder(String name) {
        return TestDatabases.of(FilesystemSource.of(directory))
                .server(new SharedServer())
                .placeholder("name", name);
    }

    private String prefix(String name) {
        return MigrationState.of(builder(name)).prefix();
    }

    private String oid() throws SQLException {
        List<String> found = Sqls.ask(
                SharedServer.running().dataSource(),
                "SELECT oid FROM pg_database WHERE starts_with(datname, '" + prefix("pets") + "')");
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
