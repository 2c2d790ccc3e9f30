package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Comments;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Backslash commands of psql, which a server does not understand. */
final class PsqlCommand {

    private static final List<String> RESTRICT_COMMANDS = List.of("\\restrict", "\\unrestrict");
    private static final int LONGEST_NAME = 30;

    private PsqlCommand() {}

    /**
     * Recognises the {@code restrict} and {@code unrestrict} lines that pg_dump has written since 2025 (CVE-2025-8714), with a
     * random key for each dump. They protect psql and have no meaning here.
     *
     * @param backslash index of a backslash outside of quotes
     * @return the whole line with its line terminator, or null if it is not such a line
     */
    static @Nullable TextRange restrictLine(String text, int backslash) {
        int start = backslash;
        while (start > 0 && isSpaceOrTab(text.charAt(start - 1))) {
            start--;
        }
        boolean afterMark = start == 1 && text.charAt(0) == Characters.BYTE_ORDER_MARK;
        boolean startsLine = start == 0 || afterMark || Characters.isLineEnd(text.charAt(start - 1));
        int end = Comments.lineEnd(text, backslash, text.length());
        if (!startsLine || !isRestrict(text, backslash, end)) {
            return null;
        }
        if (end < text.length()) {
            end += text.startsWith("\r\n", end) ? 2 : 1;
        }
        return new TextRange(start, end);
    }

    /** Whether one of the commands is anywhere in a text. */
    static boolean mayHaveRestrictLines(String text) {
        return RESTRICT_COMMANDS.stream().anyMatch(text::contains);
    }

    /** Says whether the line is the command, white space, and a key of letters and digits. */
    private static boolean isRestrict(String text, int start, int lineEnd) {
        int at = start;
        for (String command : RESTRICT_COMMANDS) {
            if (text.startsWith(command, start)) {
                at = start + command.length();
            }
        }
        int key = skipSpaces(text, at, lineEnd);
        int keyEnd = key;
        while (keyEnd < lineEnd && isKeyCharacter(text.charAt(keyEnd))) {
            keyEnd++;
        }
        return at > start && key > at && keyEnd > key && skipSpaces(text, keyEnd, lineEnd) == lineEnd;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static int skipSpaces(String text, int from, int end) {
        int at = from;
        while (at < end && isSpaceOrTab(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpaceOrTab(char c) {
        return c == ' ' || c == '\t';
    }

    /** Returns an exception that names the command and an alternative. */
    static SqlSyntaxException unsupported(String text, int backslash) {
        int end = backslash + 1;
        int limit = Math.min(text.length(), backslash + LONGEST_NAME);
        while (end < limit && Characters.startsIdentifier(text.charAt(end))) {
            end++;
        }
        if (end == backslash + 1 && end < limit && text.charAt(end) > ' ') {
            end++;
        }
        String name = text.substring(backslash, end);
        String message = name.equals("\\.") ? "\\. without a preceding COPY .. FROM STDIN" : "psql command " + name;
        return new SqlSyntaxException(text, backslash, message, hint(name));
    }

    private static String hint(String name) {
        return switch (name) {
            case "\\." ->
                "It ends the data of a COPY .. FROM STDIN. Remove it, or end the preceding COPY with a semicolon.";
            case "\\c", "\\connect" -> "A migration runs on the connection of the migrator. Remove the line.";
            case "\\i", "\\ir", "\\include", "\\include_relative" ->
                "Copy the statements of the other file here, or make the file a separate migration.";
            case "\\set", "\\gset", "\\unset", "\\prompt", "\\getenv" ->
                "psql variables are not supported. Write the value itself.";
            case "\\copy" ->
                "Use COPY .. FROM STDIN; with the data on the following lines, and \\. on a line of its own after it.";
            case "\\g", "\\gx", "\\gexec", "\\gdesc", "\\watch", "\\;" -> "End the statement with a semicolon.";
            case "\\if", "\\elif", "\\else", "\\endif" -> "Use a DO block with IF .. THEN, or separate migrations.";
            default -> "psql does not run the script. Remove the command. A backslash is allowed inside a string.";
        };
    }
}
