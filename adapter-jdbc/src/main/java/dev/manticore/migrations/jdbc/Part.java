package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/** A script is sent in parts: one message for all of it, unless COPY data comes between. */
sealed interface Part {

    /** The index in the script of the part's first statement. */
    int first();

    /**
     * Statements that go out together.
     *
     * @param size how many of the script's statements it holds
     * @param commits whether {@code COMMIT} ends it
     */
    record Message(int first, int size, TxMessage text, boolean commits) implements Part {}

    /** A {@code COPY .. FROM STDIN} and its rows. */
    record Copy(int first, String sql, String data) implements Part {}

    static List<Part> of(TxScript script) {
        boolean transaction = script.mode() == TxScript.Mode.TRANSACTION;
        List<Part> parts = new ArrayList<>();
        List<TxStatement> together = new ArrayList<>();
        boolean begin = transaction;
        int index = 0;
        for (TxStatement statement : script.statements()) {
            String data = statement.copyData();
            if (data == null) {
                together.add(statement);
            } else {
                if (begin || !together.isEmpty()) {
                    parts.add(message(index, together, begin, false));
                    together.clear();
                    begin = false;
                }
                parts.add(new Copy(index, statement.sql(), data));
            }
            index++;
        }
        if (transaction || !together.isEmpty()) {
            parts.add(message(index, together, begin, transaction));
        }
        return parts;
    }

    private static Message message(int end, List<TxStatement> statements, boolean begin, boolean commit) {
        return new Message(end - statements.size(), statements.size(), TxMessage.of(statements, begin, commit), commit);
    }
}
