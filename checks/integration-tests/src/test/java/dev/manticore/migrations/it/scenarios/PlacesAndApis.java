package dev.manticore.migrations.it.scenarios;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.support.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Every server that is present, over JDBC and over Vert.x. Outside of the profile {@code proof}, a class of scenarios runs
 * over one of the two on the build's own PostgreSQL, which its name decides: always the same one.
 */
final class PlacesAndApis implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        List<Api> all = Arrays.asList(Api.values());
        Api one = all.get(
                Math.floorMod(context.getRequiredTestClass().getSimpleName().hashCode(), all.size()));
        boolean full = Proof.isFull();
        return Place.present().stream()
                .flatMap(place -> all.stream()
                        .filter(api -> full || place != Place.POSTGRESQL || api == one)
                        .map(api -> Arguments.of(place, api)));
    }
}
