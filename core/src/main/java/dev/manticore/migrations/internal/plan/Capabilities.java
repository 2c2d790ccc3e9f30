package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.Database;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the server and the runner support.
 *
 * @param database the server
 * @param sendsCopyData whether the runner can send the data of a {@code COPY .. FROM STDIN}
 * @param codeRefusal what to do about a migration in Java code that the runner cannot run
 */
public record Capabilities(
        Database database, boolean sendsCopyData, Function<CodeMigration, Optional<String>> codeRefusal) {

    public Capabilities {
        Objects.requireNonNull(database, "database");
    }
}
