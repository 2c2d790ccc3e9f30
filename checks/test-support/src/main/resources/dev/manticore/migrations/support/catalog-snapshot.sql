-- The queries of CatalogSnapshot: each between a line that names its kind and a line that is only ';'. Everything outside
-- the system's schemas: no OIDs, no physical column numbers, one text column per query, sorted. PostgreSQL 14 to 18.
--
-- The setting manticore.left_out lists the tables to leave out, with their columns, constraints, indexes, triggers,
-- policies, row types and owned sequences. The search path is pg_catalog, so that pg_get_*def qualifies every name.
-- Not in it, on purpose: data, sequence positions, statistics, tablespaces' paths, roles, database-wide settings.

-- kind: schema
SELECT format('%I owner=%s' COLLATE "C", n.nspname, pg_get_userbyid(n.nspowner))
FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1
;

-- kind: extension
SELECT format('%I %s schema=%I' COLLATE "C", e.extname, e.extversion, n.nspname)
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
ORDER BY 1
;

-- kind: relation
SELECT format('%I.%I kind=%s persistence=%s owner=%s am=%s tablespace=%s options=%s rls=%s force_rls=%s replica_identity=%s of_type=%s partition_key=%s partition_bound=%s populated=%s' COLLATE "C",
    n.nspname, c.relname, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner), coalesce(am.amname, '-'),
    coalesce(ts.spcname, '-'), coalesce((SELECT string_agg(o, ',' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) AS o), '-'),
    c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
    CASE WHEN c.reloftype = 0 THEN '-' ELSE format_type(c.reloftype, NULL) END,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) ELSE '-' END,
    coalesce(pg_get_expr(c.relpartbound, c.oid), '-'), c.relispopulated)
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_tablespace AS ts ON ts.oid = c.reltablespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: column
SELECT format('%I.%I %s %I %s not_null=%s default=%s generated=%s identity=%s collation=%s storage=%s compression=%s statistics=%s options=%s local=%s inherited=%s' COLLATE "C",
    n.nspname, c.relname,
    to_char(row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), 'FM0000'),
    a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    coalesce(pg_get_expr(d.adbin, d.adrelid), '-'),
    coalesce(nullif(a.attgenerated::text, ''), '-'), coalesce(nullif(a.attidentity::text, ''), '-'),
    CASE WHEN a.attcollation <> t.typcollation THEN (SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation AS co
        JOIN pg_namespace AS cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) ELSE '-' END,
    a.attstorage, coalesce(nullif(a.attcompression::text, ''), '-'), coalesce(a.attstattarget, -1),
    coalesce((SELECT string_agg(o, ',' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) AS o), '-'),
    a.attislocal, a.attinhcount)
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: constraint
SELECT format('%s %I type=%s %s validated=%s deferrable=%s deferred=%s local=%s inherited=%s no_inherit=%s index=%s parent=%s' COLLATE "C",
    CASE WHEN con.conrelid <> 0 THEN format('%I.%I', n.nspname, c.relname) ELSE 'domain ' || format_type(con.contypid, NULL) END,
    con.conname, con.contype, pg_get_constraintdef(con.oid), con.convalidated, con.condeferrable, con.condeferred,
    con.conislocal, con.coninhcount, con.connoinherit, coalesce(i.relname, '-'),
    coalesce((SELECT format('%I on %s', p.conname, p.conrelid::regclass) FROM pg_constraint AS p WHERE p.oid = con.conparentid), '-'))
FROM pg_constraint AS con
JOIN pg_namespace AS n ON n.oid = con.connamespace
LEFT JOIN pg_class AS c ON c.oid = con.conrelid
LEFT JOIN pg_class AS i ON i.oid = con.conindid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (c.oid IS NULL OR c.relname <> ALL (current_setting('manticore.left_out')::text[]))
ORDER BY 1
;

-- kind: index
SELECT format('%s valid=%s ready=%s live=%s unique=%s primary=%s exclusion=%s immediate=%s clustered=%s replica_identity=%s owner=%s tablespace=%s parent=%s statistics=%s' COLLATE "C",
    pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indislive, i.indisunique, i.indisprimary, i.indisexclusion,
    i.indimmediate, i.indisclustered, i.indisreplident, pg_get_userbyid(x.relowner), coalesce(ts.spcname, '-'),
    coalesce((SELECT h.inhparent::regclass::text FROM pg_inherits AS h WHERE h.inhrelid = i.indexrelid), '-'),
    (SELECT string_agg(a.attname || '=' || coalesce(a.attstattarget, -1), ',' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid))
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = x.relnamespace
LEFT JOIN pg_tablespace AS ts ON ts.oid = x.reltablespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: sequence
SELECT format('%I.%I owner=%s persistence=%s type=%s start=%s increment=%s min=%s max=%s cache=%s cycle=%s owned_by=%s' COLLATE "C",
    n.nspname, c.relname, pg_get_userbyid(c.relowner), c.relpersistence, format_type(s.seqtypid, NULL), s.seqstart,
    s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
    CASE WHEN d.objid IS NULL THEN '-' ELSE format('%s.%I (%s)', d.refobjid::regclass, a.attname, d.deptype) END)
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_class AS t ON t.oid = d.refobjid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (t.oid IS NULL OR t.relname <> ALL (current_setting('manticore.left_out')::text[]))
ORDER BY 1
;

-- kind: view
SELECT format('%I.%I AS %s' COLLATE "C", n.nspname, c.relname, pg_get_viewdef(c.oid))
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('v', 'm')
ORDER BY 1
;

-- kind: rule
SELECT format('%s enabled=%s' COLLATE "C", pg_get_ruledef(r.oid), r.ev_enabled)
FROM pg_rewrite AS r
JOIN pg_class AS c ON c.oid = r.ev_class
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT (c.relkind IN ('v', 'm') AND r.rulename = '_RETURN')
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: function
SELECT format('%I.%I(%s) kind=%s owner=%s %s' COLLATE "C", n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), p.prokind,
    pg_get_userbyid(p.proowner),
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid)
    ELSE (SELECT format('returns %s sfunc=%s stype=%s final=%s combine=%s init=%s sort=%s parallel=%s', format_type(p.prorettype, NULL),
        g.aggtransfn::regprocedure, format_type(g.aggtranstype, NULL), g.aggfinalfn, g.aggcombinefn, g.agginitval,
        g.aggsortop::regoperator, p.proparallel) FROM pg_aggregate AS g WHERE g.aggfnoid = p.oid) END)
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1
;

-- kind: trigger
SELECT format('%s enabled=%s parent=%s' COLLATE "C", pg_get_triggerdef(t.oid), t.tgenabled,
    coalesce((SELECT format('%I on %s', p.tgname, p.tgrelid::regclass) FROM pg_trigger AS p WHERE p.oid = t.tgparentid), '-'))
FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT t.tgisinternal
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
UNION ALL
-- The foreign keys' own triggers, whose names are made of OIDs: here for their enabled state.
SELECT format('%I.%I internal constraint=%s on %s function=%s enabled=%s' COLLATE "C", n.nspname, c.relname, coalesce(con.conname, '-'),
    con.conrelid::regclass, t.tgfoid::regproc, t.tgenabled)
FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint AS con ON con.oid = t.tgconstraint
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.tgisinternal
  AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: event trigger
SELECT format('%I on %s tags=%s function=%s enabled=%s owner=%s' COLLATE "C", e.evtname, e.evtevent, coalesce(e.evttags::text, '-'),
    e.evtfoid::regprocedure, e.evtenabled, pg_get_userbyid(e.evtowner))
FROM pg_event_trigger AS e
ORDER BY 1
;

-- kind: type
SELECT format('%I.%I type=%s category=%s owner=%s base=%s not_null=%s default=%s collation=%s range_of=%s labels=%s' COLLATE "C",
    n.nspname, t.typname, t.typtype, t.typcategory, pg_get_userbyid(t.typowner),
    CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) ELSE '-' END, t.typnotnull,
    coalesce(t.typdefault, '-'),
    coalesce((SELECT co.collname::text FROM pg_collation AS co WHERE co.oid = t.typcollation), '-'),
    coalesce((SELECT format_type(r.rngsubtype, NULL) FROM pg_range AS r WHERE r.rngtypid = t.oid), '-'),
    coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid), '-'))
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_class AS c ON c.oid = t.typrelid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  -- neither row types of tables nor the array types that come with every type
  AND (c.oid IS NULL OR c.relkind = 'c')
  AND NOT EXISTS (SELECT FROM pg_type AS element WHERE element.typarray = t.oid AND element.typname = substr(t.typname, 2))
  AND NOT EXISTS (SELECT FROM pg_type AS element JOIN pg_class AS r ON r.oid = element.typrelid WHERE element.typarray = t.oid)
ORDER BY 1
;

-- kind: policy
SELECT format('%I.%I %I command=%s permissive=%s roles=%s using=%s check=%s' COLLATE "C", n.nspname, c.relname, p.polname, p.polcmd, p.polpermissive,
    (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ',' ORDER BY pg_get_userbyid(r) COLLATE "C") FROM unnest(p.polroles) AS r),
    coalesce(pg_get_expr(p.polqual, p.polrelid), '-'), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-'))
FROM pg_policy AS p
JOIN pg_class AS c ON c.oid = p.polrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: inheritance
SELECT format('%I.%I child of %s number=%s detach_pending=%s' COLLATE "C", n.nspname, c.relname, h.inhparent::regclass, h.inhseqno, h.inhdetachpending)
FROM pg_inherits AS h
JOIN pg_class AS c ON c.oid = h.inhrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: statistics object
SELECT format('%s owner=%s target=%s' COLLATE "C", pg_get_statisticsobjdef(s.oid), pg_get_userbyid(s.stxowner), coalesce(s.stxstattarget, -1))
FROM pg_statistic_ext AS s
JOIN pg_class AS c ON c.oid = s.stxrelid
WHERE c.relname <> ALL (current_setting('manticore.left_out')::text[])
ORDER BY 1
;

-- kind: comment
SELECT format('%s %s: %s' COLLATE "C", i.type, i.identity, d.description)
FROM (SELECT * FROM pg_description WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass OFFSET 0) AS d
CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass AND i.identity = 'public')
  AND i.identity IS NOT NULL
  AND NOT EXISTS (SELECT FROM pg_class AS c WHERE d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
      AND c.relname = ANY (current_setting('manticore.left_out')::text[]))
  AND NOT EXISTS (SELECT FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indrelid WHERE d.classoid = 'pg_class'::regclass
      AND x.indexrelid = d.objoid AND c.relname = ANY (current_setting('manticore.left_out')::text[]))
  AND NOT EXISTS (SELECT FROM pg_constraint AS x JOIN pg_class AS c ON c.oid = x.conrelid WHERE d.classoid = 'pg_constraint'::regclass
      AND x.oid = d.objoid AND c.relname = ANY (current_setting('manticore.left_out')::text[]))
ORDER BY 1
;

-- kind: privilege
-- The defaults are filled in: GRANT and REVOKE leave them spelled out where there was NULL before, which means the same.
WITH object (name, acl) AS (
    SELECT format('schema %I', n.nspname), coalesce(n.nspacl, acldefault('n', n.nspowner))
    FROM pg_namespace AS n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT format('relation %I.%I', n.nspname, c.relname),
        coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner))
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
      AND NOT EXISTS (SELECT FROM pg_depend AS d JOIN pg_class AS t ON t.oid = d.refobjid WHERE c.relkind = 'S'
          AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
          AND d.deptype IN ('a', 'i') AND t.relname = ANY (current_setting('manticore.left_out')::text[]))
    UNION ALL
    SELECT format('column %I.%I.%I', n.nspname, c.relname, a.attname), a.attacl
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.attacl <> '{}' AND NOT a.attisdropped
      AND c.relname <> ALL (current_setting('manticore.left_out')::text[])
    UNION ALL
    SELECT format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
        coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT format('type %I.%I', n.nspname, t.typname), coalesce(t.typacl, acldefault('T', t.typowner))
    FROM pg_type AS t
    JOIN pg_namespace AS n ON n.oid = t.typnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typtype IN ('e', 'd', 'r')
    UNION ALL
    SELECT format('default for %s in %s of %s', d.defaclobjtype, coalesce(quote_ident(n.nspname), '(everywhere)'), pg_get_userbyid(d.defaclrole)), d.defaclacl
    FROM pg_default_acl AS d
    LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
)
SELECT format('%s: %s' COLLATE "C", name, (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), '-') FROM unnest(acl) AS item))
FROM object
ORDER BY 1
;

-- kind: other object
-- By identity only: kinds the example doesn't use, so that one which appears by mistake is noticed.
SELECT format('%s %s' COLLATE "C", i.type, i.identity)
FROM (
    SELECT 'pg_operator'::regclass AS class, oid FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
    UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
    UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
    UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
) AS o
CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) AS i
WHERE o.oid >= 16384
ORDER BY 1
;
