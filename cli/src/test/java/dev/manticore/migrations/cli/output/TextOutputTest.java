package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings.Color;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.session.MigrationResult;
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
    void saysWhatTheDatabaseIsAtWhereThereIsNothingToDo() {
        output().migrated(new MigrationResult(
                MigrationReport.EMPTY,
                List.of(new Entry(Version.of(7), "seven", State.APPLIED, null, false, null, null, null, null, null))));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("Up to date: 1 migration is applied, the latest is V7 seven.\n");
    }

    private TextOutput output() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new TextOutput(
                new Environment(Map.of(), Path.of(""), System.in, stream, stream, false, () -> ZoneOffset.UTC),
                Verbosity.NORMAL,
                Color.AUTO);
    }
}
