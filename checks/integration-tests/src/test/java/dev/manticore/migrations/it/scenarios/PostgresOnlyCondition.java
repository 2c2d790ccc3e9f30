package dev.manticore.migrations.it.scenarios;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import dev.manticore.migrations.it.database.Place;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;

/** Skips what is {@link PostgresOnly} where the scenarios' class runs on CockroachDB. */
final class PostgresOnlyCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                ? enabled("a class: its methods are looked at")
                : needed(context)
                        .flatMap(needed -> place(context)
                                .filter(place ->
                                        needed.alsoSimulated() ? !place.answersAsPostgres() : place.isCockroach())
                                .map(cockroach -> disabled("not on CockroachDB: " + needed.value())))
                        .orElseGet(() -> enabled("runs everywhere, or here"));
    }

    private static Optional<PostgresOnly> needed(ExtensionContext context) {
        return Stream.<AnnotatedElement>of(context.getRequiredTestMethod(), context.getRequiredTestClass())
                .map(element -> element.getAnnotation(PostgresOnly.class))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** The class is given it, and its test methods may have arguments of their own. */
    private static Optional<Place> place(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            ParameterInfo parameters = ParameterInfo.get(at.get());
            if (parameters != null && parameters.getArguments().get(0) instanceof Place place) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
