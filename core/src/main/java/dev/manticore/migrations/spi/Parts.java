package dev.manticore.migrations.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a script at the points where it cannot be sent as one message. */
final class Parts {
    private static final Pattern READING_OF_STRINGS =
            Pattern.compile("standard_conforming_strings", Pattern.CASE_INSENSITIVE);

    private Parts() {}

    static List<TxPart> of(TxScript script) {
        boolean transaction = script.mode() == TxScript.Mode.TRANSACTION;
        List<TxStatement> statements = script.statements();
        List<TxPart> parts = new ArrayList<>();
        boolean begin = transaction;
        int from = 0;
        for (int i = 0; i < statements.size(); i++) {
            TxStatement statement = statements.get(i);
            String data = statement.copyData();
            if (data != null) {
                if (begin || from < i) {
                    parts.add(message(statements, from, i, begin, false));
                    begin = false;
                }
                parts.add(new TxPart.Copy(i, statement.sql(), data));
                from = i + 1;
            } else if (transaction && i + 1 < statements.size() && changesTheReadingOfStrings(statement)) {
                parts.add(message(statements, from, i + 1, begin, false));
                begin = false;
                from = i + 1;
            }
        }
        if (transaction || from < statements.size()) {
            parts.add(message(statements, from, statements.size(), begin, transaction));
        }
        return parts;
    }

    /** Whether it is sent as one message. */
    static boolean isOneMessage(TxScript script) {
        return script.statements().stream()
                .noneMatch(statement -> statement.copyData() != null || changesTheReadingOfStrings(statement));
    }

    /**
     * The server parses a message as a whole, by the settings that it began with. What follows a change of this one has
     * to go into another message, or a backslash would mean something else than it does in psql.
     */
    private static boolean changesTheReadingOfStrings(TxStatement statement) {
        return READING_OF_STRINGS.matcher(statement.sql()).find();
    }

    private static TxPart message(List<TxStatement> statements, int from, int to, boolean begin, boolean commit) {
        return new TxPart.Message(from, to - from, TxMessage.of(statements.subList(from, to), begin, commit), commit);
    }
}
