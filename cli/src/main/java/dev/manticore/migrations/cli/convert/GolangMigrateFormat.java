package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Problem.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golang-migrate: {@code {version}_{title}.up.sql} and {@code .down.sql}, which are sent to the server as they are. Each
 * of the two files may be missing, and their titles may differ. See its {@code MIGRATIONS.md}.
 */
final class GolangMigrateFormat implements Format {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(down|up)\\.(.*)", Pattern.DOTALL);

    @Override
    public String historyTable() {
        return "schema_migrations";
    }

    @Override
    public boolean read(ForeignFile file, Findings findings) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return false;
        }
        if (!name.group(4).equals("sql")) {
            findings.problem(
                    Kind.UNSUPPORTED_NAME,
                    file,
                    "golang-migrate runs this file, but it does not end in .sql.",
                    "Rename it if it is SQL.");
            return true;
        }
        Part part = new Part(file, file.lines().get(0), true, file.lines());
        boolean isUp = name.group(3).equals("up");
        findings.migration(
                new ForeignMigration(file, name.group(1), name.group(2), isUp ? part : null, isUp ? null : part));
        return true;
    }

    @Override
    public void check(List<ForeignMigration> migrations, Findings findings) {
        migrations.stream()
                .filter(migration -> migration.up() == null)
                .forEach(down -> findings.problem(
                        Kind.UNDO_WITHOUT_MIGRATION,
                        down.file(),
                        "There is no file that applies version " + down.version() + ".",
                        "Add " + down.digits() + "_" + down.title() + ".up.sql, with a comment if it does nothing."));
    }
}
