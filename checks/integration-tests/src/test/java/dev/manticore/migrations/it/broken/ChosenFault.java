package dev.manticore.migrations.it.broken;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Which fault a subject has, by its name; none if it works. Comes from the launcher that runs the subject.
 *
 * @param name the constant's name
 */
record ChosenFault(Optional<String> name) {
    static final String PARAMETER = "manticore.test.fault";

    /** The fault, if it is one of this kind. */
    <E extends Enum<E>> Optional<E> among(Class<E> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(fault -> name.equals(Optional.of(fault.name())))
                .findFirst();
    }

    /** Gives the choice to a subject's constructor. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ChosenFault.class;
        }

        @Override
        public ChosenFault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new ChosenFault(context.getConfigurationParameter(PARAMETER));
        }
    }
}
