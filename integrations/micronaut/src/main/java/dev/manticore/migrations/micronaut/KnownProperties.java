package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.SettingProblems;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Refuses properties of the application that are not known, since they may be mistyped. Micronaut itself ignores them. */
@Singleton
final class KnownProperties {
    private static final String PREFIX = MigrationsProperties.PREFIX + ".";

    /** A property of one of several data sources, or of all. */
    private static final Pattern PROPERTY =
            Pattern.compile(Pattern.quote(PREFIX) + "(?:datasources\\.[^.]+\\.)?([^.\\[]+)(.*)");

    private final Environment environment;
    private final Set<String> keys;

    KnownProperties(BeanContext beans, Environment environment) {
        this.environment = environment;
        this.keys = beans.getBeanDefinition(MigrationsProperties.class).getInjectedMethods().stream()
                .flatMap(setter -> setter.getAnnotationMetadata().stringValue(Property.class, "name").stream())
                .map(name -> name.substring(PREFIX.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Adds all that are not known to the problems. */
    void check(SettingProblems problems) {
        for (PropertySource source : environment.getPropertySources()) {
            // The name of a variable stands for several properties.
            if (source.getConvention() != PropertyConvention.ENVIRONMENT_VARIABLE) {
                source.forEach(property -> check(property, source, problems));
            }
        }
    }

    private void check(String property, PropertySource source, SettingProblems problems) {
        Matcher parts = PROPERTY.matcher(property);
        if (parts.matches() && !keys.contains(NameUtils.hyphenate(parts.group(1)))) {
            problems.add(
                    property + " (" + origin(source) + ")",
                    "There is no such property.",
                    "Correct or remove it. The properties are "
                            + keys.stream().sorted().collect(Collectors.joining(", ")) + " and datasources.");
        }
    }

    private static String origin(PropertySource source) {
        return Optional.ofNullable(source.getOrigin())
                .map(PropertySource.Origin::location)
                .orElse(source.getName());
    }
}
