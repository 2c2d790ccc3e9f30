package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Options as properties have them, in statements. */
final class Options {
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_.-]+");

    private Options() {}

    /** Storage parameters in parentheses, of lines like {@code fillfactor=70}. */
    static String storage(String options) {
        return options.lines()
                .map(line -> line.split("=", 2))
                .map(option -> option[0] + " = " + value(option))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String value(String[] option) {
        String value = option.length > 1 ? option[1] : "true";
        return SIMPLE.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
    }

    /** The statements that change storage parameters, each behind {@code alter}. */
    static List<String> change(String alter, @Nullable String expected, @Nullable String actual) {
        List<String> statements = new ArrayList<>();
        String removed = lines(actual)
                .map(line -> line.split("=", 2)[0])
                .filter(name -> lines(expected).noneMatch(line -> line.startsWith(name + "=")))
                .collect(Collectors.joining(", "));
        if (!removed.isEmpty()) {
            statements.add(alter + " RESET (" + removed + ")");
        }
        if (expected != null) {
            statements.add(alter + " SET " + storage(expected));
        }
        return statements;
    }

    /** Options of foreign data in parentheses, of lines like {@code host 'example.org'}. */
    static String foreign(@Nullable String options) {
        return options == null ? "" : " OPTIONS (" + options.replace("\n", ", ") + ")";
    }

    /** The clause that changes options of foreign data. */
    static String changeForeign(@Nullable String expected, @Nullable String actual) {
        Map<String, String> wanted = foreignByName(expected);
        Map<String, String> found = foreignByName(actual);
        List<String> clauses = new ArrayList<>();
        wanted.forEach((name, option) -> {
            if (!option.equals(found.get(name))) {
                clauses.add((found.containsKey(name) ? "SET " : "ADD ") + option);
            }
        });
        found.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(name -> clauses.add("DROP " + name));
        return " OPTIONS (" + String.join(", ", clauses) + ")";
    }

    private static Map<String, String> foreignByName(@Nullable String options) {
        Map<String, String> byName = new LinkedHashMap<>();
        lines(options).forEach(line -> byName.put(line.substring(0, line.indexOf(" '")), line));
        return byName;
    }

    private static Stream<String> lines(@Nullable String options) {
        return options == null ? Stream.empty() : options.lines();
    }
}
