package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server on which the cases are linted: that of all tests, and with the profile {@code proof} one of each version whose programs
 * are in the directory of the property {@code manticore.test.servers}.
 */
record LintServer(int version, Supplier<ScratchServer> open) {
    private static final Pattern VERSION = Pattern.compile("-(\\d+)\\.[\\d.]+\\.jar$");

    static List<LintServer> all() {
        if (!Proof.isFull()) {
            PostgresServer shared = PostgresServer.shared();
            String url = shared.newDatabase().jdbcUrl();
            return List.of(new LintServer(
                    shared.majorVersion(),
                    () -> ScratchServer.at(DatabaseServer.at(url, null, null)).open()));
        }
        Path directory = Path.of(Objects.requireNonNull(
                System.getProperty("manticore.test.servers"), "-Dmanticore.test.servers names the jars of servers"));
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.sorted().map(LintServer::of).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static LintServer of(Path jar) {
        Matcher version = VERSION.matcher(jar.toString());
        if (!version.find()) {
            throw new IllegalArgumentException("no version in " + jar);
        }
        return new LintServer(
                Integer.parseInt(version.group(1)),
                () -> ScratchServer.on(EmbeddedServer.temporary().programs(jar).version(version.group(1)))
                        .open());
    }

    LintCases unchanged(List<LintCase> cases) {
        try (ScratchServer server = open.get()) {
            return LintCases.unchanged(server, cases);
        }
    }

    LintCases lint(String kind) {
        try (ScratchServer server = open.get()) {
            return LintCases.lint(server, version, kind);
        }
    }
}
