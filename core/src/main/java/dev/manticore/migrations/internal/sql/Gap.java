package dev.manticore.migrations.internal.sql;

/**
 * A stretch of a script that is neither a statement nor the rows of a COPY: blanks, comments, semicolons, a byte order mark, the
 * {@code \.} line that ends rows, and pg_dump's {@code \restrict} lines.
 *
 * @param start UTF-16 index of the first character
 * @param end UTF-16 index behind the last character, greater than {@code start}
 */
public record Gap(int start, int end) {}
