package dev.manticore.migrations.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the targets whose histories are equal, with few queries: what is true of one of them is true of all. Only schemas of
 * one database are compared.
 */
record Survey(FleetSettings settings, Migrators migrators) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");
    /** With fewer schemas, it takes less time to look at each. */
    private static final int FEWEST = 8;
    /** How many connections read histories of one database at a time. */
    private static final int MOST_CONNECTIONS = 4;
    /** How many schemas are worth a connection of their own. */
    private static final int PER_CONNECTION = 250;

    /** Some schemas of one database, read over one connection. */
    private record Piece(String server, List<FleetTarget> targets) {}

    private record Key(String database, String digest) {}

    /**
     * Returns the targets in groups with equal histories, in the order of their first ones. A target of which nothing is known
     * is a group of its own.
     */
    List<List<FleetTarget>> groups(Collection<FleetTarget> targets) {
        Map<FleetTarget, String> digests = digests(targets);
        List<List<FleetTarget>> groups = new ArrayList<>();
        Map<Key, List<FleetTarget>> known = new HashMap<>();
        for (FleetTarget target : targets) {
            String digest = digests.get(target);
            List<FleetTarget> group = digest == null ? null : known.get(new Key(target.database(), digest));
            if (group == null) {
                group = new ArrayList<>();
                groups.add(group);
                if (digest != null) {
                    known.put(new Key(target.database(), digest), group);
                }
            }
            group.add(target);
        }
        return groups;
    }

    private Map<FleetTarget, String> digests(Collection<FleetTarget> targets) {
        List<Piece> pieces = new ArrayList<>();
        targets.stream()
                .filter(target -> target.schema() != null)
                .collect(Collectors.groupingBy(FleetTarget::database, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(ofDatabase -> ofDatabase.size() >= FEWEST)
                .forEach(ofDatabase -> pieces.addAll(cut(ofDatabase)));
        Map<FleetTarget, String> digests = new ConcurrentHashMap<>();
        new Workers(settings.atOnce(), () -> 0)
                .carryOut(
                        new Schedule<>(pieces, Piece::server, Math.min(settings.perServer(), MOST_CONNECTIONS)),
                        pieces.size(),
                        piece -> digests.putAll(read(piece)));
        return digests;
    }

    private List<Piece> cut(List<FleetTarget> ofDatabase) {
        int most = Math.min(settings.perServer(), MOST_CONNECTIONS);
        int count = Math.max(1, Math.min(most, ofDatabase.size() / PER_CONNECTION));
        List<Piece> pieces = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            List<FleetTarget> some =
                    ofDatabase.subList(ofDatabase.size() * index / count, ofDatabase.size() * (index + 1) / count);
            pieces.add(new Piece(some.get(0).server(), some));
        }
        return pieces;
    }

    private Map<FleetTarget, String> read(Piece piece) {
        Map<String, FleetTarget> bySchema = new HashMap<>();
        piece.targets().forEach(target -> bySchema.put(target.schema(), target));
        Map<FleetTarget, String> digests = new HashMap<>();
        try {
            migrators
                    .of(piece.targets().get(0))
                    .historyDigests(List.copyOf(bySchema.keySet()))
                    .forEach((schema, digest) -> digests.put(bySchema.get(schema), digest));
        } catch (RuntimeException failure) {
            // Each target is then looked at by itself, and its result says what is wrong.
            LOG.debug("The histories could not be read together.", failure);
        }
        return digests;
    }
}
