package dev.manticore.migrations.internal.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * The notice by which CockroachDB tells, before a schema change is done, which jobs carry it out: {@code waiting for job(s)
 * to complete: 1, 2}.
 */
final class SchemaJobNotice {
    private static final String BEGINNING = "waiting for job(s) to complete: ";

    private SchemaJobNotice() {}

    /** The IDs of the jobs; empty if it is another notice. */
    static List<String> jobs(String text) {
        if (!text.startsWith(BEGINNING)) {
            return List.of();
        }
        List<String> jobs = new ArrayList<>();
        StringBuilder id = new StringBuilder();
        for (int i = BEGINNING.length(); i <= text.length(); i++) {
            char next = i == text.length() ? '\n' : text.charAt(i);
            if (next >= '0' && next <= '9') {
                id.append(next);
            } else if (!id.isEmpty()) {
                jobs.add(id.toString());
                id.setLength(0);
            }
            if (next != ',' && next != ' ' && (next < '0' || next > '9')) {
                return jobs;
            }
        }
        return jobs;
    }
}
