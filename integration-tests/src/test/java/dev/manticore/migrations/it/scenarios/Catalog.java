package dev.manticore.migrations.it.scenarios;

import dev.manticore.migrations.it.database.Sql;
import java.util.ArrayList;
import java.util.List;

/** What a database holds, in a form that two can be compared in. */
final class Catalog {
    private static final String OWN = " NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ";

    private Catalog() {}

    static List<String> of(Sql sql) {
        List<String> catalog = new ArrayList<>();
        catalog.addAll(sql.rows("SELECT 'column', table_schema, table_name, column_name, data_type, is_nullable,"
                + " column_default FROM information_schema.columns WHERE table_schema" + OWN + "ORDER BY 2, 3, 4"));
        catalog.addAll(sql.rows("SELECT 'index', indexdef FROM pg_indexes WHERE schemaname" + OWN + "ORDER BY 2"));
        catalog.addAll(sql.rows("SELECT 'constraint', conrelid::regclass::text, pg_get_constraintdef(oid)"
                + " FROM pg_constraint WHERE connamespace::regnamespace::text" + OWN + "ORDER BY 2, 3"));
        catalog.addAll(sql.rows("SELECT 'routine', pg_get_functiondef(oid) FROM pg_proc WHERE prokind <> 'a' AND"
                + " pronamespace::regnamespace::text" + OWN + "ORDER BY 2"));
        catalog.addAll(sql.rows("SELECT 'type', typname, array(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid"
                + " ORDER BY enumsortorder)::text FROM pg_type t WHERE typtype = 'e' ORDER BY 2"));
        return catalog;
    }
}
