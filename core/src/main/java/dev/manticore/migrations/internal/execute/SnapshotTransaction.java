package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.regex.Pattern;

/**
 * A transaction of PostgreSQL's that sees the database as it was when it began: REPEATABLE READ or SERIALIZABLE. The lease
 * must not be renewed beside it: its fence changes the same row, and the server would refuse that (40001) each time that it
 * is sent. The lease may therefore expire meanwhile. Once another runner has taken it, the fence fails and the transaction
 * is rolled back; until then it is committed as any other.
 */
final class SnapshotTransaction {
    private static final Pattern SET = Pattern.compile("(?is)\\s*SET\\b.*");
    private static final Pattern ISOLATION = Pattern.compile("(?is).*\\b(SERIALIZABLE|REPEATABLE\\s+READ)\\b.*");

    private SnapshotTransaction() {}

    /** Says whether a message is one. The modes of its transaction come before everything else in it. */
    static boolean isOne(TxScript script) {
        if (script.mode() != TxScript.Mode.TRANSACTION) {
            return false;
        }
        for (TxStatement statement : script.statements()) {
            if (!SET.matcher(statement.sql()).matches()) {
                return false;
            }
            if (ISOLATION.matcher(statement.sql()).matches()) {
                return true;
            }
        }
        return false;
    }
}
