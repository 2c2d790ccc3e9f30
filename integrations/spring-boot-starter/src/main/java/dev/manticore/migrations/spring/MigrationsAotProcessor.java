package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.LocationSources;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Prepares an application for a native image, where resources cannot be listed: includes the scripts of all locations of the
 * class path, and writes an index of each location.
 */
final class MigrationsAotProcessor implements BeanFactoryInitializationAotProcessor {
    private static final String CLASSPATH = "classpath:";

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(MigrationInitializer.class, true, false).length == 0) {
            return null;
        }
        MigrationsProperties properties = Binder.get(beans.getBean(Environment.class))
                .bind(MigrationsProperties.PREFIX, MigrationsProperties.class)
                .orElseGet(MigrationsProperties::new);
        ClassLoader loader = Objects.requireNonNullElse(beans.getBeanClassLoader(), ClassUtils.getDefaultClassLoader());
        return (context, code) -> directories(properties).forEach(directory -> include(directory, loader, context));
    }

    /** The directories of all locations of the class path, up to a name with a wildcard. */
    private static Set<String> directories(MigrationsProperties properties) {
        Set<String> directories = new LinkedHashSet<>();
        for (DatabaseSettings settings : DatabaseSettings.of(properties)) {
            for (String location : settings.locations()) {
                if (location.startsWith(CLASSPATH)) {
                    directories.add(LocationSources.withVendor(location.substring(CLASSPATH.length()))
                            .replaceFirst("/[^/]*[*?].*", "")
                            .replaceFirst("^/+", "")
                            .replaceFirst("/+$", ""));
                }
            }
        }
        return directories;
    }

    private static void include(String directory, ClassLoader loader, GenerationContext context) {
        String index = "META-INF/manticore/" + directory + ".index";
        context.getRuntimeHints().resources().registerPattern(index);
        StringBuilder paths = new StringBuilder();
        for (SourceScript script : scripts(directory, loader)) {
            context.getRuntimeHints().resources().registerPattern(directory + "/" + script.path());
            paths.append(script.path()).append('\n');
        }
        context.getGeneratedFiles().addResourceFile(index, paths.toString());
    }

    /** None if the location does not exist: the migrations may be beans. */
    static List<SourceScript> scripts(String directory, ClassLoader loader) {
        try {
            return ClasspathSource.of(directory, loader).optional().load();
        } catch (SourceException failure) {
            throw new IllegalStateException(
                    "The migrations in " + CLASSPATH + directory + " cannot be included: " + failure.getMessage(),
                    failure);
        }
    }
}
