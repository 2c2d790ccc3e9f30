package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.InvalidMigrationSettingsException;
import dev.manticore.migrations.application.SettingProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Reports all wrong settings, with the files and lines in which they are set. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidMigrationSettingsException> {
    private final Environment environment;

    SettingsFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidMigrationSettingsException cause) {
        List<SettingProblem> problems = cause.problems();
        return new FailureAnalysis(
                problems.stream()
                        .map(problem -> problem.place() + origin(problem.place()) + ": " + problem.message())
                        .collect(Collectors.joining("\n")),
                problems.stream().map(SettingProblem::remedy).distinct().collect(Collectors.joining("\n")),
                cause);
    }

    private String origin(String place) {
        if (!ConfigurationPropertyName.isValid(place)) {
            return "";
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(place);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
            }
        }
        return "";
    }
}
