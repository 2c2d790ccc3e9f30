package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Spelling;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Properties of the command line that begin as those of the plugin do, and are none of them: Maven ignores them. */
final class UnknownProperties {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(manticore\\.[^}]+)}");

    private final Set<String> known;

    /** For the properties of all goals of the plugin. */
    UnknownProperties(PluginDescriptor plugin) {
        this.known = plugin.getMojos().stream()
                .map(goal -> Optional.ofNullable(goal.getMojoConfiguration()))
                .flatMap(Optional::stream)
                .flatMap(configuration -> Arrays.stream(configuration.getChildren()))
                .flatMap(UnknownProperties::properties)
                .collect(Collectors.toSet());
    }

    private static Stream<String> properties(PlexusConfiguration parameter) {
        return Stream.of(parameter.getValue(""), parameter.getAttribute("default-value", ""))
                .flatMap(text -> PROPERTY.matcher(text).results())
                .map((MatchResult property) -> property.group(1));
    }

    /**
     * Returns warnings about properties that may be another program's.
     *
     * @throws ToolException if one of them seems to be mistyped
     */
    Set<String> check(Properties given) {
        Set<String> mistyped = new TreeSet<>();
        Set<String> warnings = new TreeSet<>();
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith("manticore.") && !known.contains(name) && !Placeholders.isOne(name)) {
                Spelling.nearest(name.substring("manticore.".length()), names())
                        .ifPresentOrElse(
                                near -> mistyped.add("The plugin has no property " + name + ". Did you mean manticore."
                                        + near + "?"),
                                () -> warnings.add("The plugin has no property " + name + "; it is ignored."));
            }
        }
        if (!mistyped.isEmpty()) {
            throw ToolException.usage(
                    String.join("\n", mistyped), "Correct it; mvn manticore:help -Ddetail lists the properties.");
        }
        return warnings;
    }

    private Set<String> names() {
        return known.stream()
                .map(property -> property.substring("manticore.".length()))
                .collect(Collectors.toSet());
    }
}
