package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check says of a statement. {@link Finding} says what the components are.
 *
 * @param fix null where nothing mechanical helps
 */
record Verdict(
        String message,
        String advice,
        List<String> saferSql,
        List<String> tables,
        @Nullable Fix fix) {

    static Verdict of(String message, String advice) {
        return new Verdict(message, advice, List.of(), List.of(), null);
    }

    /** The advice about what the application still uses. */
    static String firstRelease(String andThen) {
        return "Release a version of the application that does not use it first, and " + andThen
                + " in a later release.";
    }

    Verdict safer(String... sql) {
        return new Verdict(message, advice, List.of(sql), tables, fix);
    }

    Verdict on(String... names) {
        return new Verdict(message, advice, saferSql, List.of(names), fix);
    }

    Verdict on(List<String> names) {
        return new Verdict(message, advice, saferSql, names, fix);
    }

    Verdict fixed(Optional<Fix> mechanical) {
        return new Verdict(message, advice, saferSql, tables, mechanical.orElse(null));
    }

    Finding toFinding(Rule rule, ObservedStatement statement) {
        return new Finding(
                rule.name(),
                rule.level(),
                statement.record().migration(),
                statement.record().location(),
                statement.record().sql(),
                message,
                advice,
                saferSql,
                tables,
                Optional.ofNullable(fix));
    }
}
