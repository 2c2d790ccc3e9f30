package dev.manticore.migrations.inspection.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The relations at one moment, by OID.
 *
 * @param files where the rows of tables and materialized views are
 * @param others indexes and sequences
 */
record Relations(Map<Long, String> names, Map<Long, String> files, Set<Long> others) {

    static Relations of(Schema schema) {
        Map<Long, String> names = new HashMap<>();
        Map<Long, String> files = new HashMap<>();
        Set<Long> others = new HashSet<>();
        for (Item item : schema.all()) {
            if (item.isOf("class")) {
                names.put(item.oid(), item.name());
                if (item.isRelation("iIS")) {
                    others.add(item.oid());
                }
                if (item.isRelation("rm")) {
                    files.put(item.oid(), item.file());
                }
            }
        }
        return new Relations(names, files, others);
    }

    /** Those whose rows are in another file by now. */
    Set<Long> rewrittenIn(Schema now) {
        Set<Long> rewritten = new LinkedHashSet<>();
        files.forEach((oid, file) ->
                now.relation(oid).filter(item -> !item.file().equals(file)).ifPresent(item -> rewritten.add(oid)));
        return rewritten;
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
