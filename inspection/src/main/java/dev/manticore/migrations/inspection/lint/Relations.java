package dev.manticore.migrations.inspection.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The relations at one moment, by OID.
 *
 * @param files where the rows of tables and materialized views are
 * @param tablespaces where these files are
 * @param others indexes and sequences
 */
record Relations(Map<Long, String> names, Map<Long, String> files, Map<Long, String> tablespaces, Set<Long> others) {

    static Relations of(Schema schema) {
        Map<Long, String> names = new HashMap<>();
        Map<Long, String> files = new HashMap<>();
        Map<Long, String> tablespaces = new HashMap<>();
        Set<Long> others = new HashSet<>();
        for (Item item : schema.all()) {
            if (item.isOf("class")) {
                names.put(item.oid(), item.name());
                if (item.isRelation("iIS")) {
                    others.add(item.oid());
                }
                if (item.isRelation("rm")) {
                    files.put(item.oid(), item.file());
                    tablespaces.put(item.oid(), item.tablespace());
                }
            }
        }
        return new Relations(names, files, tablespaces, others);
    }

    /** Those whose rows are in another file by now. */
    Set<Long> replacedIn(Schema now) {
        return replaced(now, (oid, item) -> true);
    }

    /** Those whose rows are in another file of the same tablespace by now. */
    Set<Long> replacedInPlaceIn(Schema now) {
        return replaced(now, (oid, item) -> item.tablespace().equals(tablespaces.get(oid)));
    }

    private Set<Long> replaced(Schema now, BiPredicate<Long, Item> condition) {
        Set<Long> replaced = new LinkedHashSet<>();
        files.forEach((oid, file) -> now.relation(oid)
                .filter(item -> !item.file().equals(file) && condition.test(oid, item))
                .ifPresent(item -> replaced.add(oid)));
        return replaced;
    }

    /** The names of those that were there. */
    List<String> names(Collection<Long> oids) {
        return oids.stream().filter(names::containsKey).map(names::get).sorted().toList();
    }

    /** The locks on those that were there. */
    List<TableLock> locks(Map<Long, LockMode> modes) {
        List<TableLock> locks = new ArrayList<>();
        modes.forEach((oid, mode) -> {
            String name = names.get(oid);
            if (name != null) {
                locks.add(new TableLock(name, mode));
            }
        });
        return locks;
    }
}
