package dev.manticore.migrations.internal.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Backslash commands: psql's own, which no server understands. */
final class PsqlCommand {

    private static final List<String> RESTRICT_COMMANDS = List.of("\\restrict", "\\unrestrict");
    private static final int LONGEST_NAME = 30;

    private PsqlCommand() {}

    /**
     * Recognises the lines that pg_dump has written around its output since 2025 (CVE-2025-8714), with a random key that changes from one
     * dump to the next. They are psql's protection and mean nothing here.
     *
     * @param backslash index of a backslash outside of quotes
     * @return the whole line with its line end, or null if this is none of them
     */
    static @Nullable Gap restrictLine(String text, int backslash) {
        int start = backslash;
        while (start > 0 && isBlankInLine(text.charAt(start - 1))) {
            start--;
        }
        boolean behindMark = start == 1 && text.charAt(0) == ScriptText.BYTE_ORDER_MARK;
        boolean startsLine = start == 0 || behindMark || Characters.isLineEnd(text.charAt(start - 1));
        int end = Comments.lineEnd(text, backslash, text.length());
        if (!startsLine || !isRestrict(text, backslash, end)) {
            return null;
        }
        if (end < text.length()) {
            end += text.startsWith("\r\n", end) ? 2 : 1;
        }
        return new Gap(start, end);
    }

    /** The command, blanks, a key of letters and digits, and nothing else. */
    private static boolean isRestrict(String text, int start, int lineEnd) {
        int at = start;
        for (String command : RESTRICT_COMMANDS) {
            if (text.startsWith(command, start)) {
                at = start + command.length();
            }
        }
        int key = skipBlanks(text, at, lineEnd);
        int keyEnd = key;
        while (keyEnd < lineEnd && isKeyCharacter(text.charAt(keyEnd))) {
            keyEnd++;
        }
        return at > start && key > at && keyEnd > key && skipBlanks(text, keyEnd, lineEnd) == lineEnd;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static int skipBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && isBlankInLine(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlankInLine(char c) {
        return c == ' ' || c == '\t';
    }

    /** Names the command and says what to do instead. */
    static SqlSyntaxException refusal(String text, int backslash) {
        int end = backslash + 1;
        int limit = Math.min(text.length(), backslash + LONGEST_NAME);
        while (end < limit && Characters.startsIdentifier(text.charAt(end))) {
            end++;
        }
        if (end == backslash + 1 && end < limit && text.charAt(end) > ' ') {
            end++;
        }
        String name = text.substring(backslash, end);
        String message = name.equals("\\.") ? "\\. without a COPY .. FROM STDIN before it" : "psql command " + name;
        return new SqlSyntaxException(text, backslash, message, hint(name));
    }

    private static String hint(String name) {
        return switch (name) {
            case "\\." ->
                "It ends the rows of a COPY .. FROM STDIN. Remove it, or see that the COPY before ends with a semicolon.";
            case "\\c", "\\connect" ->
                "A migration runs on the connection that the migrator was given. Remove the line.";
            case "\\i", "\\ir", "\\include", "\\include_relative" ->
                "Put the other file's statements here, or make it a migration of its own.";
            case "\\set", "\\gset", "\\unset", "\\prompt", "\\getenv" ->
                "psql's variables don't exist here. Write the value itself.";
            case "\\copy" -> "Use COPY .. FROM STDIN; with the rows behind it and a line \\. at their end.";
            case "\\g", "\\gx", "\\gexec", "\\gdesc", "\\watch", "\\;" -> "End the statement with a semicolon.";
            case "\\if", "\\elif", "\\else", "\\endif" -> "Use a DO block with IF .. THEN, or separate migrations.";
            default ->
                "The script goes to the server, not to psql. Remove the command; inside a string a backslash is fine.";
        };
    }
}
