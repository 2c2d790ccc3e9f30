package dev.manticore.migrations.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Shows that the example applies each migration once. */
class QuickstartTest {

    @Test
    void appliesEachMigrationOnce() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThat(outputOf(database)).containsExactly("applied V1 create customers", "applied V2 create orders");
            assertThat(outputOf(database)).isEmpty();
        }
    }

    private static String[] outputOf(TestDatabase database) {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            Quickstart.main(database.jdbcUrl());
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("applied"))
                .toArray(String[]::new);
    }
}
