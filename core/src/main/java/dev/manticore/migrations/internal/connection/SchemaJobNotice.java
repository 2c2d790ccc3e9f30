package dev.manticore.migrations.internal.connection;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notice by which CockroachDB tells, before a schema change is done, which jobs carry it out: {@code waiting for job(s)
 * to complete: 1, 2}.
 */
final class SchemaJobNotice {
    private static final Pattern JOBS = Pattern.compile("waiting for job\\(s\\) to complete: ([0-9]+(?:, ?[0-9]+)*)");

    private SchemaJobNotice() {}

    /** The IDs of the jobs; empty if it is another notice. */
    static List<String> jobs(String text) {
        Matcher notice = JOBS.matcher(text);
        return notice.lookingAt() ? List.of(notice.group(1).split(", ?")) : List.of();
    }
}
