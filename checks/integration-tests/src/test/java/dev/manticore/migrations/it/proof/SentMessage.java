package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.spi.TxMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message of a run, without what differs from run to run.
 *
 * @param text as {@link #normalized}
 */
record SentMessage(String text) {
    private static final String BEGIN = TxMessage.BEGIN + ";\n";
    private static final String NEXT = "\n;\n";
    private static final String FENCE = "WITH fence";

    /** What a message is for. */
    enum Part {
        READING,
        ACQUISITION,
        /** A script, fence and history row in one transaction. */
        ATOMIC,
        /** A statement of a stepwise script that changes data, in one transaction with its note. */
        TOGETHER,
        /** A statement of a stepwise script that commits alone. */
        ALONE,
        NOTE,
        /** The last note and the history row of a stepwise script. */
        RECORD,
        RELEASE
    }

    static SentMessage of(String sql) {
        return new SentMessage(normalized(sql));
    }

    /** Tokens, owners, durations and server processes are each run's own. */
    private static String normalized(String sql) {
        return sql.replaceAll("token = \\d+", "token = ?")
                .replaceAll("'[^']*, process \\d+[^']*'", "owner")
                .replaceAll(", \\d+, owner", ", ms, owner")
                .replaceAll("WHEN \\d+ THEN (?:\\d+|(?=CAST))", "WHEN process THEN ");
    }

    boolean isSameAs(String sql) {
        return normalized(sql).equals(text);
    }

    List<String> statements() {
        return statements(text);
    }

    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        String rest = sql;
        if (sql.startsWith(BEGIN)) {
            statements.add(TxMessage.BEGIN);
            rest = sql.substring(BEGIN.length());
        }
        statements.addAll(Arrays.asList(rest.split(NEXT, -1)));
        return statements;
    }

    /** The same message with another statement in the place of one. */
    static String replace(String sql, int index, String statement) {
        List<String> statements = statements(sql);
        statements.set(index, statement);
        return sql.startsWith(BEGIN)
                ? statements.get(0) + ";\n" + String.join(NEXT, statements.subList(1, statements.size()))
                : String.join(NEXT, statements);
    }

    Part part() {
        List<String> statements = statements();
        String first = statements.get(0);
        if (text.contains("ON CONFLICT (id)")) {
            return Part.ACQUISITION;
        }
        if (first.equals(TxMessage.BEGIN)) {
            return statements.get(1).startsWith(FENCE)
                    ? Part.RECORD
                    : text.contains("INTO \"public\".\"_migrations\" ")
                                    || text.contains("FROM \"public\".\"_migrations\" ")
                            ? Part.ATOMIC
                            : Part.TOGETHER;
        }
        if (first.startsWith(FENCE)) {
            return Part.NOTE;
        }
        if (first.startsWith("UPDATE \"public\".\"_migrations_lease\"")) {
            return Part.RELEASE;
        }
        return line(0).isPresent() ? Part.ALONE : Part.READING;
    }

    /** The statement of a script that a statement of this message is. */
    Optional<ProofScript.Line> line(int index) {
        String sql = statements().get(index);
        return ProofSet.ALL.stream()
                .flatMap(migration -> Stream.concat(migration.up().lines().stream(), migration.down().lines().stream()))
                .filter(line -> line.sql().equals(sql))
                .findFirst();
    }
}
