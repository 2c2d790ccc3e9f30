package dev.manticore.migrations.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schema consists of, as lines of text without OIDs: enough to tell what an undo script forgot.
 *
 * @param lines sorted
 */
record Catalog(List<String> lines) {
    /** Of privileges, what differs from the default: where none were ever granted, the server has no list of them. */
    private static final String QUERY = """
            WITH spaces AS (
                SELECT oid, nspname, nspowner, nspacl
                FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            ), relations AS (
                SELECT c.*, format('%I.%I', nspname, relname) AS name
                FROM pg_class c JOIN spaces ON spaces.oid = relnamespace
            ), privileges(object, granted, usual) AS (
                SELECT 'schema ' || nspname, nspacl, acldefault('n', nspowner) FROM spaces
                UNION ALL SELECT 'relation ' || name, relacl,
                        acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)
                    FROM relations WHERE relkind IN ('r', 'p', 'S', 'f', 'v', 'm')
                UNION ALL SELECT 'column ' || name || '.' || attname, attacl, acldefault('c', relowner)
                    FROM pg_attribute JOIN relations ON relations.oid = attrelid
                UNION ALL SELECT 'function ' || p.oid::regprocedure, proacl, acldefault('f', proowner)
                    FROM pg_proc p JOIN spaces ON spaces.oid = pronamespace
                UNION ALL SELECT 'type ' || t.oid::regtype, typacl, acldefault('T', typowner)
                    FROM pg_type t JOIN spaces ON spaces.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
            )
            SELECT 'schema ' || nspname FROM spaces
            UNION ALL SELECT 'relation ' || name || ' ' || relkind::text || ' ' || relpersistence::text
                    || CASE WHEN relrowsecurity THEN ' ROW LEVEL SECURITY' ELSE '' END
                    || CASE WHEN relforcerowsecurity THEN ' FORCED' ELSE '' END
                    || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')
                FROM relations WHERE relkind IN ('r', 'p', 'S', 'f', 'c', 'v', 'm')
            UNION ALL SELECT 'view ' || name || ' ' || pg_get_viewdef(oid) FROM relations WHERE relkind IN ('v', 'm')
            UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid)
                FROM pg_index JOIN relations ON relations.oid = indexrelid
            UNION ALL SELECT 'column ' || name || '.' || attname || ' ' || format_type(atttypid, atttypmod)
                    || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
                    || CASE WHEN attidentity <> '' THEN ' IDENTITY ' || attidentity::text ELSE '' END
                    || CASE WHEN attgenerated <> '' THEN ' GENERATED ' || attgenerated::text ELSE '' END
                    || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '')
                FROM pg_attribute JOIN relations ON relations.oid = attrelid
                LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'f', 'c')
            UNION ALL SELECT 'sequence ' || name || ' ' || format_type(seqtypid, NULL) || ' from ' || seqstart
                    || ' by ' || seqincrement || ', ' || seqmin || ' to ' || seqmax || ', cache ' || seqcache
                    || CASE WHEN seqcycle THEN ', cycles' ELSE '' END
                FROM pg_sequence JOIN relations ON relations.oid = seqrelid
            UNION ALL SELECT 'constraint ' || name || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
                FROM pg_constraint k JOIN relations ON relations.oid = conrelid
            UNION ALL SELECT 'constraint ' || contypid::regtype || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
                FROM pg_constraint k JOIN spaces ON spaces.oid = connamespace WHERE contypid <> 0
            UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || tgenabled::text
                FROM pg_trigger t JOIN relations ON relations.oid = tgrelid WHERE NOT tgisinternal
            UNION ALL SELECT 'rule ' || pg_get_ruledef(r.oid) || ' ' || ev_enabled::text
                FROM pg_rewrite r JOIN relations ON relations.oid = ev_class WHERE rulename <> '_RETURN'
            UNION ALL SELECT 'function ' || p.oid::regprocedure || ' '
                    || md5(CASE prokind WHEN 'a' THEN prosrc ELSE pg_get_functiondef(p.oid) END)
                FROM pg_proc p JOIN spaces ON spaces.oid = pronamespace
            UNION ALL SELECT 'type ' || t.oid::regtype || coalesce(' ' || (
                        SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '')
                    || CASE typtype WHEN 'd' THEN ' ' || format_type(typbasetype, typtypmod) ELSE '' END
                    || CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || typdefault, '')
                FROM pg_type t JOIN spaces ON spaces.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
            UNION ALL SELECT 'extension ' || extname FROM pg_extension
            UNION ALL SELECT 'policy ' || name || ' ' || polname || ' ' || polcmd::text || ' ' || polpermissive
                    || coalesce(' USING ' || pg_get_expr(polqual, polrelid), '')
                    || coalesce(' WITH CHECK ' || pg_get_expr(polwithcheck, polrelid), '')
                FROM pg_policy JOIN relations ON relations.oid = polrelid
            UNION ALL SELECT 'privilege ' || object || ' ' || entry
                FROM privileges, unnest(granted::text[]) AS entry WHERE entry <> ALL (usual::text[])
            UNION ALL SELECT 'no privilege ' || object || ' ' || entry
                FROM privileges, unnest(usual::text[]) AS entry WHERE entry <> ALL (granted::text[])
            UNION ALL SELECT 'comment ' || pg_describe_object(classoid, objoid, objsubid) || ': ' || description
                FROM pg_description WHERE objoid >= 16384
            ORDER BY 1""";

    static Catalog of(TestDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return new Catalog(lines);
        } catch (SQLException failure) {
            throw new IllegalStateException("The schema cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** What this one lacks, each behind a minus, then what it has in excess, each behind a plus. */
    List<String> differencesFrom(Catalog expected) {
        List<String> differences = new ArrayList<>();
        without(expected, this).forEach(line -> differences.add("- " + line));
        without(this, expected).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    private static List<String> without(Catalog all, Catalog some) {
        List<String> rest = new ArrayList<>(all.lines);
        some.lines.forEach(rest::remove);
        return rest;
    }
}
