package dev.manticore.migrations.it.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.spi.ForwardingHistoryStore;
import dev.manticore.migrations.spi.HistoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the checksums of generated scripts with Flyway's own. */
@PostgresOnly("It is about texts, and Flyway needs a database to tell its checksums.")
class FlywayChecksumScenario extends Scenario {
    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\r\r\n",
            "\n\r",
            " ",
            "\t",
            "a",
            "CREATE",
            "ä",
            "☃",
            "😀",
            "\u00A0",
            "\u2028",
            "\u0085",
            "\u000B",
            "\f",
            "\uFEFF",
            "é",
            "--",
            ";",
            "\u001C",
            "x".repeat(9000));

    @TempDir
    private Path directory;

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        for (int piece = random.nextInt(30); piece > 0; piece--) {
            // The long one is rare.
            text.append(PIECES.get(random.nextInt(random.nextInt(20) == 0 ? PIECES.size() : PIECES.size() - 1)));
        }
        // A second mark behind the first is left out by us, and not by Flyway; no editor writes that.
        return text.toString().replaceFirst("^\uFEFF{2,}", "\uFEFF");
    }

    /** Collects the checksums that a run computes. */
    private static final class Recording extends ForwardingHistoryStore {
        private final List<String> checksums = Collections.synchronizedList(new ArrayList<>());

        Recording(HistoryStore store) {
            super(store);
        }

        @Override
        public HistoryStore in(String schema) {
            return delegate().in(schema);
        }

        @Override
        public String checksum(String text) {
            String checksum = super.checksum(text);
            checksums.add(checksum);
            return checksum;
        }
    }

    @Test
    void areFlyways() throws IOException {
        Random random = new Random(2026);
        for (int version = 1; version <= 1000; version++) {
            Files.write(
                    directory.resolve("V" + version + "__x.sql"), text(random).getBytes(UTF_8));
        }
        Recording recording = new Recording(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));
        open(database)
                .subject(builder ->
                        builder.source(FilesystemSource.of(directory)).historyStore(recording))
                .status();

        List<String> theirs = Arrays.stream(Flyway.configure()
                        .dataSource(database.dataSource())
                        .locations("filesystem:" + directory)
                        .load()
                        .info()
                        .all())
                .map(info -> String.valueOf(info.getChecksum()))
                .toList();
        assertThat(theirs).hasSize(1000);
        // Pending scripts are read twice.
        assertThat(Set.copyOf(recording.checksums)).hasSizeGreaterThan(900).isEqualTo(Set.copyOf(theirs));
    }
}
