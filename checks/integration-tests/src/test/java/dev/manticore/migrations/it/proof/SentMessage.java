package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.spi.TxMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message of a run, or one of several transactions in it, without what differs from run to run. How many transactions share
 * a message depends on how fast the machine is.
 *
 * @param text as {@link #normalized}
 * @param followed whether another transaction comes behind it in its message
 */
record SentMessage(String text, boolean followed) {
    private static final String BEGIN = TxMessage.BEGIN + ";\n";
    private static final String NEXT = "\n;\n";
    private static final String FENCE = "WITH fence";
    /** Before a note of a script whose waits for locks are limited. */
    private static final String TAKE_BACK = "SET LOCAL lock_timeout TO DEFAULT";

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

    /** A message, or its transactions if it has several. */
    static List<SentMessage> allOf(String sql) {
        List<SentMessage> all = new ArrayList<>();
        List<String> statements = statements(normalized(sql));
        int from = 0;
        for (int i = 1; i < statements.size(); i++) {
            if (statements.get(i).equals(TxMessage.BEGIN)) {
                all.add(new SentMessage(joined(statements.subList(from, i)), true));
                from = i;
            }
        }
        all.add(new SentMessage(joined(statements.subList(from, statements.size())), false));
        return all;
    }

    /** Tokens, owners, durations and server processes are each run's own. */
    private static String normalized(String sql) {
        return sql.replaceAll("token = \\d+", "token = ?")
                .replaceAll("'[^']*, process \\d+[^']*'", "owner")
                .replaceAll(", \\d+, owner", ", ms, owner")
                .replaceAll("WHEN \\d+ THEN (?:\\d+|(?=CAST))", "WHEN process THEN ");
    }

    /** Whether a message is this one, or has this transaction in it. */
    boolean isIn(String sql) {
        return allOf(sql).stream().anyMatch(sent -> sent.text.equals(text));
    }

    /** How many statements of a message come before those of this one. */
    int offsetIn(String sql) {
        return Collections.indexOfSubList(statements(normalized(sql)), statements());
    }

    List<String> statements() {
        return statements(text);
    }

    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        for (String each : sql.split(NEXT, -1)) {
            boolean begins = each.startsWith(BEGIN);
            if (begins) {
                statements.add(TxMessage.BEGIN);
            }
            statements.add(begins ? each.substring(BEGIN.length()) : each);
        }
        return statements;
    }

    /** The same message with another statement in the place of one. */
    static String replace(String sql, int index, String statement) {
        List<String> statements = statements(sql);
        statements.set(index, statement);
        return joined(statements);
    }

    private static String joined(List<String> statements) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < statements.size(); i++) {
            boolean begun = i > 0 && statements.get(i - 1).equals(TxMessage.BEGIN);
            sql.append(i == 0 ? "" : begun ? ";\n" : NEXT).append(statements.get(i));
        }
        return sql.toString();
    }

    Part part() {
        List<String> statements = statements();
        String first = statements.get(0);
        if (text.contains("ON CONFLICT (id)")) {
            return Part.ACQUISITION;
        }
        if (first.equals(TxMessage.BEGIN)) {
            return statements.get(statements.get(1).equals(TAKE_BACK) ? 2 : 1).startsWith(FENCE)
                    ? Part.RECORD
                    : text.contains("INTO \"public\".\"_migrations\" ")
                                    || text.contains("FROM \"public\".\"_migrations\" ")
                            ? Part.ATOMIC
                            : Part.TOGETHER;
        }
        if (statements.stream().anyMatch(statement -> statement.startsWith(FENCE))) {
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
