package dev.manticore.migrations.cli.convert;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * dbmate: {@code {version}_{title}.sql} with the lines {@code -- migrate:up} and {@code -- migrate:down}, which may have
 * options. See its README.
 */
final class DbmateFormat implements Format {
    private static final Pattern NAME = Pattern.compile("([0-9]+)(.*)\\.sql", Pattern.DOTALL);

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
        DbmateReader reader = new DbmateReader(file, findings);
        reader.read();
        findings.migration(
                new ForeignMigration(file, name.group(1), name.group(2), reader.upPart(), reader.downPart()));
        return true;
    }

    /** dbmate orders by name: {@code 10_x} comes before {@code 9_x}. */
    @Override
    public void check(List<ForeignMigration> migrations, Findings findings) {
        for (int index = 1; index < migrations.size(); index++) {
            ForeignFile before = migrations.get(index - 1).file();
            ForeignFile file = migrations.get(index).file();
            if (file.name().compareTo(before.name()) < 0) {
                findings.note(
                        file.location(),
                        "dbmate applies this before " + before.name()
                                + ", by the names of the files; Manticore applies it after that, by the versions.");
            }
        }
    }
}
