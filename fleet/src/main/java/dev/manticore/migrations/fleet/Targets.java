package dev.manticore.migrations.fleet;

import dev.manticore.migrations.fleet.FleetSettings.Canary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a call.
 *
 * @param all in the order in which the caller named them
 */
record Targets(List<FleetTarget> all) {
    private record Place(String database, @Nullable String schema) {}

    /** @throws IllegalArgumentException if two are the same, or have the same name */
    Targets {
        all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        Map<Place, FleetTarget> places = new HashMap<>();
        for (FleetTarget target : all) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets have the name " + target.name());
            }
            FleetTarget same = places.putIfAbsent(new Place(target.database(), target.schema()), target);
            if (same != null) {
                throw new IllegalArgumentException("the targets " + same.name() + " and " + target.name()
                        + " are the same " + (target.schema() == null ? "database" : "schema"));
            }
        }
    }

    /** @throws IllegalArgumentException if one that has to go first is not among them */
    List<FleetTarget> canaries(Canary canary) {
        if (canary instanceof Canary.Named named) {
            Set<String> missing = new LinkedHashSet<>(named.names());
            all.forEach(target -> missing.remove(target.name()));
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException(
                        "these targets are to be migrated first, but are not among the targets: "
                                + String.join(", ", missing));
            }
            Set<String> names = Set.copyOf(named.names());
            return all.stream().filter(target -> names.contains(target.name())).toList();
        }
        return all.subList(0, Math.min(all.size(), ((Canary.First) canary).count()));
    }
}
