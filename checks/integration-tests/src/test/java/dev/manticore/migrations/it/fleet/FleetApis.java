package dev.manticore.migrations.it.fleet;

import dev.manticore.migrations.support.Proof;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Both APIs; outside of the profile {@code proof} one of them, which the name of the class decides: always the same one. */
final class FleetApis implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        List<FleetApi> all = List.of(FleetApi.values());
        FleetApi one = all.get(
                Math.floorMod(context.getRequiredTestClass().getSimpleName().hashCode(), all.size()));
        return all.stream().filter(api -> Proof.isFull() || api == one).map(Arguments::of);
    }
}
