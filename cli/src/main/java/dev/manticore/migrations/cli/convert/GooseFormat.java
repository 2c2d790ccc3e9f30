package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Problem.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** goose: {@code {version}_{title}.sql} with annotations, e.g. {@code -- +goose Up}; or {@code .go}. See its README. */
final class GooseFormat implements Format {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(sql|go)", Pattern.DOTALL);

    @Override
    public String historyTable() {
        return "goose_db_version";
    }

    @Override
    public boolean read(ForeignFile file, Findings findings) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches() || file.name().endsWith("_test.go")) {
            return false;
        }
        if (name.group(3).equals("go")) {
            findings.problem(
                    Kind.UNSUPPORTED_NAME,
                    file,
                    "This migration is written in Go and cannot be converted.",
                    "Write it in SQL.");
            return true;
        }
        GooseReader reader = new GooseReader(file, findings);
        reader.read();
        findings.migration(
                new ForeignMigration(file, name.group(1), name.group(2), reader.upPart(), reader.downPart()));
        return true;
    }
}
