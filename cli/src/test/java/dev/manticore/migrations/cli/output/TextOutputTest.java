package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.settings.OutputSettings.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The output for people. */
class TextOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void saysWhatTheDatabaseIsAtWhereThereIsNothingToDo() {
        TextOutput output = output();
        output.progress().on(new MigrationEvent.NothingToDo(List.of(new MigrationStatus.Entry(
                Version.of(7), "seven", MigrationStatus.State.APPLIED, null, false, Instant.EPOCH, null, null, null))));
        output.migrated(MigrationReport.EMPTY);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("Up to date: 1 migration is applied, the latest is V7 seven.\n");
    }

    private TextOutput output() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new TextOutput(
                new Environment(Map.of(), Path.of(""), System.in, stream, stream, false, ZoneOffset.UTC),
                Verbosity.NORMAL);
    }
}
