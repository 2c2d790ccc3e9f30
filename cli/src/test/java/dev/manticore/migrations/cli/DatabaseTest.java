package dev.manticore.migrations.cli;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A new database and a new directory for each test. */
abstract class DatabaseTest {
    final TestDatabase database = PostgresServer.shared().newDatabase();

    @TempDir
    Path directory;

    @AfterEach
    void dropDatabase() {
        database.close();
    }
}
