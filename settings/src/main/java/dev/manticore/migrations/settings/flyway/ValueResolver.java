package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values of environment variables into those of a configuration file. */
final class ValueResolver {
    /** As in TOML: {@code ${env.NAME}}; two dollar signs stand for one. */
    private static final Pattern RESOLVER = Pattern.compile("\\$(\\$?)\\{([A-Za-z][A-Za-z0-9]*)\\.([^}]*)}");

    /** As in the older format: {@code ${NAME}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final ProcessEnvironment environment;
    private final Reports reports;

    ValueResolver(ProcessEnvironment environment, Reports reports) {
        this.environment = environment;
        this.reports = reports;
    }

    /** A text of a TOML file. */
    String resolve(String text, String place) {
        return RESOLVER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(resolved(match, place)));
    }

    private String resolved(MatchResult match, String place) {
        if (!match.group(1).isEmpty()) {
            return match.group().substring(1);
        }
        String name = match.group(3);
        if (!match.group(2).equals("env")) {
            reports.error(
                    place + ": the resolver " + match.group(2) + " is not supported, but ${" + match.group(2) + "."
                            + name + "} asks for it.",
                    "Put the value into an environment variable and write ${env.NAME}, or set it with FLYWAY_URL,"
                            + " FLYWAY_USER or FLYWAY_PASSWORD.");
            return "";
        }
        String value = environment.variables().get(name);
        if (value == null) {
            reports.error(
                    place + ": ${env." + name + "} asks for an environment variable that is not set.",
                    "Set " + name + ".");
            return "";
        }
        return value;
    }

    /** A text of a file in the older format: a variable that is not set is empty, as in Flyway. */
    String substitute(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(environment.variables().getOrDefault(match.group(1), "")));
    }
}
