package dev.manticore.migrations.it.broken;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Which fault a subject has, by its name; none if it is healthy. Comes from the launcher that runs the subject.
 *
 * @param name the constant's name
 */
record Choice(Optional<String> name) {
    static final String PARAMETER = "manticore.test.fault";

    /** Gives the choice to a subject's constructor. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Choice.class;
        }

        @Override
        public Choice resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new Choice(context.getConfigurationParameter(PARAMETER));
        }
    }
}
