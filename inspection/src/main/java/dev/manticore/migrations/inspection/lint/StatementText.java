package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.SqlToken;
import dev.manticore.migrations.SqlToken.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tokens of a statement, for what only its text tells. Immutable. */
record StatementText(List<SqlToken> tokens) {

    /** Whether it begins with these keywords. */
    boolean begins(String... upperCaseWords) {
        return matches(0, upperCaseWords);
    }

    /** Whether these tokens follow each other somewhere, also in parentheses. */
    boolean has(String... upperCase) {
        return find(upperCase).isPresent();
    }

    /** The index of the first of these tokens that follow each other. */
    Optional<Integer> find(String... upperCase) {
        return IntStream.range(0, tokens.size())
                .filter(at -> matches(at, upperCase))
                .boxed()
                .findFirst();
    }

    /** Whether these tokens follow each other outside of parentheses. */
    boolean hasOutside(String... upperCase) {
        int depth = 0;
        for (int at = 0; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
            if (depth == 0 && matches(at, upperCase)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int at, String... upperCase) {
        return at + upperCase.length <= tokens.size()
                && IntStream.range(0, upperCase.length)
                        .allMatch(i -> tokens.get(at + i).is(upperCase[i]));
    }

    /** The first word in upper case, or an empty string. */
    String verb() {
        return tokens.isEmpty() ? "" : tokens.get(0).text().toUpperCase(Locale.ROOT);
    }

    /** Whether the first word is one of these. */
    boolean verbIsAny(String... upperCaseWords) {
        return Arrays.asList(upperCaseWords).contains(verb());
    }

    /** Whether it executes code that does what its text does not tell: a DO block, a procedure, a function. */
    boolean callsCode() {
        return verbIsAny("DO", "CALL", "SELECT", "WITH", "EXECUTE");
    }

    /** Whether it has the last part of a qualified name, however that is quoted. */
    boolean says(String qualifiedName) {
        String name = SqlName.of(qualifiedName).unquoted();
        return names().stream().anyMatch(it -> SqlName.of(it).unquoted().equals(name));
    }

    /** The names in it: words and quoted names, as they are written. */
    List<String> names() {
        return tokens.stream()
                .filter(token -> token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME)
                .map(SqlToken::text)
                .toList();
    }
}
