package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The output for people. */
class TextOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aFinishedRunDoesNotFailBecauseOfItsClosingLine() {
        output().migrated(MigrationReport.EMPTY, () -> {
            throw new InvalidMigrationsException(
                    List.of(new Problem(Problem.Kind.SOURCE_UNREADABLE, "unreadable", null, "")));
        });

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Nothing to do.\n");
    }

    private TextOutput output() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new TextOutput(
                new Environment(Map.of(), Path.of(""), System.in, stream, stream, false, ZoneOffset.UTC),
                Verbosity.NORMAL);
    }
}
