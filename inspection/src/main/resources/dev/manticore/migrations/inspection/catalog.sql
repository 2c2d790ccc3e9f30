-- What a catalog consists of: one query for each kind of object, or for several kinds that are alike. CatalogQueries sends them
-- in one message, each behind the common table expressions of the first section. PostgreSQL 14 to 18.
--
-- A line "--! NAME" begins a section; "since N" and "until N" say for which versions. In the answers,
--   id      identifies an object among the answers, as pg_depend does; it is no part of the catalog
--   parent  is the id of the object that this one belongs to; NULL for none
--   kind    is an ObjectKind
--   name    is the object's name as SQL has it: quoted where necessary, qualified unless the parent does that
-- and all others are Properties, NULL for the usual value. The search path is pg_catalog, so that every name is qualified.
-- {schema}, {whole} and {relations} are conditions: which schemas are read, whether that is the whole database, and which relations.
--
-- What initdb has made has OIDs below 16384 (FirstNormalObjectId), so that indexes keep the thousands of rows of the system out.

--! common
chosen AS (
    SELECT n.oid, n.nspname, n.nspowner, n.nspacl
    FROM pg_namespace AS n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND {schema}
), member AS (
    SELECT d.classid, d.objid
    FROM pg_depend AS d
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
), relation AS NOT MATERIALIZED (
    SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name,
        CASE WHEN c.relkind = 'c' THEN 'pg_type/' || c.reltype || '/0' ELSE 'pg_class/' || c.oid || '/0' END AS id
    FROM pg_class AS c
    JOIN chosen AS n ON n.oid = c.relnamespace
    WHERE c.oid >= 16384 AND {relations} AND (c.oid, 'pg_class'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
      AND (c.reltype, 'pg_type'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
), routine AS NOT MATERIALIZED (
    SELECT p.*, n.nspname, 'pg_proc/' || p.oid || '/0' AS id,
        CASE WHEN p.prokind <> 'a' THEN p.oid::regprocedure::text
        ELSE format('%I.%I(%s)', n.nspname, p.proname, coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')) END AS name
    FROM pg_proc AS p
    JOIN chosen AS n ON n.oid = p.pronamespace
    WHERE p.oid >= 16384 AND (p.oid, 'pg_proc'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
      -- The constructors of range types come with the types.
      AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
), usertype AS NOT MATERIALIZED (
    SELECT t.*, n.nspname, 'pg_type/' || t.oid || '/0' AS id, format('%I.%I', n.nspname, t.typname) AS name,
        CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' WHEN 'r' THEN 'range type'
        ELSE 'base type' END AS kind
    FROM pg_type AS t
    JOIN chosen AS n ON n.oid = t.typnamespace
    LEFT JOIN pg_class AS c ON c.oid = t.typrelid
    WHERE t.oid >= 16384 AND (t.oid, 'pg_type'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
      AND t.typtype IN ('e', 'd', 'c', 'r', 'b', 'p')
      -- Neither the row types of tables nor the array types that come with every type.
      AND (t.typtype <> 'c' OR c.relkind = 'c')
      AND NOT EXISTS (SELECT FROM pg_type AS element WHERE element.oid = t.typelem AND element.typarray = t.oid)
), defaultprivilege AS (
    SELECT d.*, 'pg_default_acl/' || d.oid || '/0' AS id,
        CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
        WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS covered,
        n.nspname
    FROM pg_default_acl AS d
    LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
    WHERE d.defaclnamespace IN (SELECT oid FROM chosen) OR ({whole} AND d.defaclnamespace = 0)
)

--! schemas
SELECT 'schema' AS kind, quote_ident(n.nspname) AS name, 'pg_namespace/' || n.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(n.nspowner)) AS owner
FROM chosen AS n
WHERE (n.oid, 'pg_namespace'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! extensions
SELECT 'extension' AS kind, quote_ident(e.extname) AS name, 'pg_extension/' || e.oid || '/0' AS id,
    quote_ident(n.nspname) AS schema, e.extversion AS version
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
WHERE {whole} OR n.oid IN (SELECT oid FROM chosen)

--! types
SELECT t.kind, t.name, t.id, quote_ident(pg_get_userbyid(t.typowner)) AS owner,
    CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
    CASE WHEN t.typtype = 'd' AND t.typcollation <> base.typcollation THEN t.typcollation::regcollation::text END AS collation,
    CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'yes' END AS not_null,
    CASE WHEN t.typtype = 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS "default",
    (SELECT string_agg(quote_literal(e.enumlabel), E'\n' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid) AS labels,
    CASE WHEN t.typtype IN ('b', 'p') THEN
        CASE WHEN t.typisdefined THEN format('input %s, output %s, length %s, alignment %s, storage %s, category %s', t.typinput, t.typoutput,
            t.typlen, t.typalign, t.typstorage, t.typcategory) ELSE 'shell' END
    WHEN t.typtype = 'r' THEN format('CREATE TYPE %s AS RANGE (%s)', t.name, concat_ws(', ',
        'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
        CASE WHEN NOT o.opcdefault THEN format('SUBTYPE_OPCLASS = %I.%I', ons.nspname, o.opcname) END,
        CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> sub.typcollation THEN 'COLLATION = ' || r.rngcollation::regcollation END,
        CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical END,
        CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff END,
        'MULTIRANGE_TYPE_NAME = ' || format('%I.%I', mn.nspname, m.typname))) END AS definition
FROM usertype AS t
LEFT JOIN pg_type AS base ON base.oid = t.typbasetype
LEFT JOIN pg_range AS r ON r.rngtypid = t.oid
LEFT JOIN pg_type AS sub ON sub.oid = r.rngsubtype
LEFT JOIN pg_type AS m ON m.oid = r.rngmultitypid
LEFT JOIN pg_namespace AS mn ON mn.oid = m.typnamespace
LEFT JOIN pg_opclass AS o ON o.oid = r.rngsubopc
LEFT JOIN pg_namespace AS ons ON ons.oid = o.opcnamespace

--! relations
SELECT CASE c.relkind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS kind,
    c.name, c.id, quote_ident(pg_get_userbyid(c.relowner)) AS owner,
    CASE WHEN c.relpersistence = 'u' THEN 'yes' END AS unlogged,
    CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
    CASE WHEN c.relispartition THEN parents.names || ' ' || pg_get_expr(c.relpartbound, c.oid)
        || CASE WHEN parents.pending THEN ' DETACH PENDING' ELSE '' END END AS partition_of,
    CASE WHEN NOT c.relispartition THEN parents.names END AS inherits,
    CASE WHEN am.amname <> 'heap' THEN quote_ident(am.amname) END AS access_method,
    quote_ident(ts.spcname) AS tablespace,
    (SELECT string_agg(o.text, E'\n' ORDER BY o.text COLLATE "C") FROM (
        SELECT unnest(c.reloptions) UNION ALL SELECT 'toast.' || unnest(toast.reloptions) FROM pg_class AS toast WHERE toast.oid = c.reltoastrelid
    ) AS o (text)) AS options,
    CASE WHEN c.relrowsecurity THEN 'enabled' END AS row_level_security,
    CASE WHEN c.relforcerowsecurity THEN 'yes' END AS force_row_level_security,
    CASE WHEN c.relkind IN ('r', 'p') THEN CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' WHEN 'i' THEN
        -- Without the index that it names, it means the same as NOTHING.
        coalesce((SELECT 'USING INDEX ' || quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
            WHERE i.indrelid = c.oid AND i.indisreplident), 'NOTHING') END END AS replica_identity,
    (SELECT quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisclustered) AS clustered_on,
    quote_ident(s.srvname) AS server,
    (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\n' ORDER BY o.option_name COLLATE "C")
        FROM pg_options_to_table(ft.ftoptions) AS o) AS foreign_options,
    CASE WHEN c.relkind IN ('v', 'm') THEN rtrim(pg_get_viewdef(c.oid), ';') END AS definition,
    CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'no' END AS populated
FROM relation AS c
LEFT JOIN pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_foreign_table AS ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server AS s ON s.oid = ft.ftserver
LEFT JOIN LATERAL (
    SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) AS names, bool_or(h.inhdetachpending) AS pending
    FROM pg_inherits AS h WHERE h.inhrelid = c.oid
) AS parents ON true
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')

--! columns
SELECT 'column' AS kind, quote_ident(a.attname) AS name, 'pg_class/' || c.oid || '/' || a.attnum AS id, c.id AS parent,
    format_type(a.atttypid, a.atttypmod) AS type,
    CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
    CASE WHEN a.attnotnull THEN 'yes' END AS not_null,
    CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
    CASE a.attgenerated WHEN 's' THEN format('(%s) STORED', pg_get_expr(d.adbin, d.adrelid))
        WHEN 'v' THEN format('(%s) VIRTUAL', pg_get_expr(d.adbin, d.adrelid)) END AS generated,
    CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
    CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
        ELSE 'EXTENDED' END END AS storage,
    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
    (SELECT string_agg(o, E'\n' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) AS o) AS options,
    (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\n' ORDER BY o.option_name COLLATE "C")
        FROM pg_options_to_table(a.attfdwoptions) AS o) AS foreign_options,
    CASE WHEN a.attinhcount > 0 THEN 'yes' END AS inherited
FROM relation AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum

--! constraints
SELECT 'constraint' AS kind, quote_ident(k.conname) AS name, 'pg_constraint/' || k.oid || '/0' AS id, coalesce(c.id, t.id) AS parent,
    pg_get_constraintdef(k.oid) AS definition,
    CASE WHEN k.coninhcount > 0 OR k.conparentid <> 0 THEN 'yes' END AS inherited,
    quote_ident(ts.spcname) AS tablespace,
    (SELECT string_agg(o, E'\n' ORDER BY o COLLATE "C") FROM unnest(x.reloptions) AS o) AS options,
    CASE WHEN x.oid IS NOT NULL AND NOT i.indisvalid THEN 'yes' END AS invalid,
    (SELECT nullif(string_agg(DISTINCT CASE g.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END, ', '), '')
        FROM pg_trigger AS g WHERE g.tgconstraint = k.oid AND g.tgisinternal) AS triggers,
    CASE WHEN x.oid IS NOT NULL THEN obj_description(x.oid, 'pg_class') END AS index_comment
FROM pg_constraint AS k
LEFT JOIN relation AS c ON c.oid = k.conrelid
LEFT JOIN usertype AS t ON t.oid = k.contypid
LEFT JOIN pg_class AS x ON x.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_index AS i ON i.indexrelid = x.oid
LEFT JOIN pg_tablespace AS ts ON ts.oid = x.reltablespace
LEFT JOIN pg_constraint AS up ON up.oid = k.conparentid
WHERE (c.oid IS NOT NULL OR t.oid IS NOT NULL)
  AND (k.contype IN ('c', 'f', 'p', 'u', 'x')
    -- NOT NULL is a property. It is a constraint as well, where it has a name of its own or is more than that.
    OR k.contype = 'n' AND k.conislocal AND (NOT k.convalidated OR k.connoinherit OR k.conname <> coalesce(c.relname || '_' || (
        SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]), t.typname) || '_not_null'))
  -- A foreign key that refers to a partitioned table has one more for each partition of that.
  AND (k.contype <> 'f' OR up.oid IS NULL OR up.conrelid <> k.conrelid)

--! indexes
SELECT 'index' AS kind, x.name, x.id, c.id AS parent, pg_get_indexdef(i.indexrelid) AS definition,
    (SELECT h.inhparent::regclass::text FROM pg_inherits AS h WHERE h.inhrelid = i.indexrelid) AS attached_to,
    quote_ident(ts.spcname) AS tablespace,
    CASE WHEN NOT i.indisvalid THEN 'yes' END AS invalid,
    (SELECT string_agg(a.attnum || ': ' || a.attstattarget, E'\n' ORDER BY a.attnum) FROM pg_attribute AS a
        WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS statistics
FROM pg_index AS i
JOIN relation AS x ON x.oid = i.indexrelid
JOIN relation AS c ON c.oid = i.indrelid
LEFT JOIN pg_tablespace AS ts ON ts.oid = x.reltablespace
WHERE i.indexrelid NOT IN (SELECT k.conindid FROM pg_constraint AS k WHERE k.contype IN ('p', 'u', 'x'))

--! sequences
SELECT 'sequence' AS kind, c.name, c.id,
    CASE WHEN d.deptype = 'i' THEN 'pg_class/' || d.refobjid || '/' || d.refobjsubid END AS parent,
    CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN quote_ident(pg_get_userbyid(c.relowner)) END AS owner,
    CASE WHEN d.deptype IS DISTINCT FROM 'i' AND c.relpersistence = 'u' THEN 'yes' END AS unlogged,
    format('AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', format_type(s.seqtypid, NULL), s.seqincrement,
        s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS parameters,
    CASE WHEN d.deptype = 'a' THEN format('%s.%I', d.refobjid::regclass, a.attname) END AS owned_by
FROM pg_sequence AS s
JOIN relation AS c ON c.oid = s.seqrelid
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid

--! triggers
SELECT 'trigger' AS kind, quote_ident(g.tgname) AS name, 'pg_trigger/' || g.oid || '/0' AS id, c.id AS parent,
    pg_get_triggerdef(g.oid) AS definition,
    CASE g.tgenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
    CASE WHEN g.tgparentid <> 0 THEN 'yes' END AS inherited
FROM pg_trigger AS g
JOIN relation AS c ON c.oid = g.tgrelid
WHERE NOT g.tgisinternal
  -- Before PostgreSQL 15, the copies for partitions are internal.
  OR (g.tgparentid <> 0 AND g.tgconstraint = 0)

--! rules
SELECT 'rule' AS kind, quote_ident(r.rulename) AS name, 'pg_rewrite/' || r.oid || '/0' AS id, c.id AS parent,
    rtrim(pg_get_ruledef(r.oid), ';') AS definition,
    CASE r.ev_enabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled
FROM pg_rewrite AS r
JOIN relation AS c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN'

--! policies
SELECT 'policy' AS kind, quote_ident(p.polname) AS name, 'pg_policy/' || p.oid || '/0' AS id, c.id AS parent,
    CASE WHEN NOT p.polpermissive THEN 'yes' END AS restrictive,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
    (SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FROM (
        SELECT CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END FROM unnest(p.polroles) AS r) AS roles (name)) AS roles,
    pg_get_expr(p.polqual, p.polrelid) AS "using",
    pg_get_expr(p.polwithcheck, p.polrelid) AS "check"
FROM pg_policy AS p
JOIN relation AS c ON c.oid = p.polrelid

--! statistics objects
SELECT 'statistics' AS kind, format('%I.%I', n.nspname, s.stxname) AS name, 'pg_statistic_ext/' || s.oid || '/0' AS id, c.id AS parent,
    pg_get_statisticsobjdef(s.oid) AS definition, quote_ident(pg_get_userbyid(s.stxowner)) AS owner,
    CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END AS statistics
FROM pg_statistic_ext AS s
JOIN pg_namespace AS n ON n.oid = s.stxnamespace
JOIN relation AS c ON c.oid = s.stxrelid

--! functions
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind, p.name, p.id,
    quote_ident(pg_get_userbyid(p.proowner)) AS owner, rtrim(pg_get_functiondef(p.oid), E'\n') AS definition
FROM routine AS p
WHERE p.prokind <> 'a'

--! aggregates
SELECT 'aggregate' AS kind, p.name, p.id, quote_ident(pg_get_userbyid(p.proowner)) AS owner,
    format('CREATE AGGREGATE %s (%s)', p.name, concat_ws(', ',
        'SFUNC = ' || a.aggtransfn,
        'STYPE = ' || format_type(a.aggtranstype, NULL),
        CASE WHEN a.aggtransspace <> 0 THEN 'SSPACE = ' || a.aggtransspace END,
        CASE WHEN a.aggfinalfn <> 0 THEN 'FINALFUNC = ' || a.aggfinalfn END,
        CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
        CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN 'FINALFUNC_MODIFY = '
            || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
        CASE WHEN a.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || a.aggcombinefn END,
        CASE WHEN a.aggserialfn <> 0 THEN 'SERIALFUNC = ' || a.aggserialfn END,
        CASE WHEN a.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || a.aggdeserialfn END,
        'INITCOND = ' || quote_literal(a.agginitval),
        CASE WHEN a.aggmtransfn <> 0 THEN 'MSFUNC = ' || a.aggmtransfn END,
        CASE WHEN a.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || a.aggminvtransfn END,
        CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
        CASE WHEN a.aggmtransspace <> 0 THEN 'MSSPACE = ' || a.aggmtransspace END,
        CASE WHEN a.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || a.aggmfinalfn END,
        CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
        CASE WHEN a.aggmtransfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN 'MFINALFUNC_MODIFY = '
            || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
        'MINITCOND = ' || quote_literal(a.aggminitval),
        CASE WHEN a.aggsortop <> 0 THEN (SELECT format('SORTOP = OPERATOR(%I.%s)', n.nspname, o.oprname)
            FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace WHERE o.oid = a.aggsortop) END,
        CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
        CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END)) AS definition
FROM routine AS p
JOIN pg_aggregate AS a ON a.aggfnoid = p.oid
WHERE p.prokind = 'a'

--! operators
SELECT 'operator' AS kind, format('%I.%s (%s, %s)', n.nspname, o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
        CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS name,
    'pg_operator/' || o.oid || '/0' AS id, quote_ident(pg_get_userbyid(o.oprowner)) AS owner,
    CASE WHEN o.oprcode = 0 THEN 'shell' ELSE format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname, concat_ws(', ',
        'FUNCTION = ' || o.oprcode,
        CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
        CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || format_type(o.oprright, NULL) END,
        (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', m.nspname, x.oprname) FROM pg_operator AS x JOIN pg_namespace AS m
            ON m.oid = x.oprnamespace WHERE x.oid = o.oprcom),
        (SELECT format('NEGATOR = OPERATOR(%I.%s)', m.nspname, x.oprname) FROM pg_operator AS x JOIN pg_namespace AS m
            ON m.oid = x.oprnamespace WHERE x.oid = o.oprnegate),
        CASE WHEN o.oprrest <> 0 THEN 'RESTRICT = ' || o.oprrest END,
        CASE WHEN o.oprjoin <> 0 THEN 'JOIN = ' || o.oprjoin END,
        CASE WHEN o.oprcanhash THEN 'HASHES' END,
        CASE WHEN o.oprcanmerge THEN 'MERGES' END)) END AS definition
FROM pg_operator AS o
JOIN chosen AS n ON n.oid = o.oprnamespace
WHERE o.oid >= 16384 AND (o.oid, 'pg_operator'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! collations
SELECT 'collation' AS kind, format('%I.%I', n.nspname, c.collname) AS name, 'pg_collation/' || c.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(c.collowner)) AS owner,
    format('CREATE COLLATION %I.%I (%s)', n.nspname, c.collname, concat_ws(', ',
        'PROVIDER = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' ELSE 'libc' END,
        'LOCALE = ' || quote_literal(coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale')),
        CASE WHEN c.collprovider = 'i' AND to_jsonb(c) ->> 'colliculocale' IS NULL AND to_jsonb(c) ->> 'colllocale' IS NULL
            THEN 'LOCALE = ' || quote_literal(c.collcollate) END,
        CASE WHEN c.collprovider NOT IN ('i', 'b') THEN 'LC_COLLATE = ' || quote_literal(c.collcollate) END,
        CASE WHEN c.collprovider NOT IN ('i', 'b') THEN 'LC_CTYPE = ' || quote_literal(c.collctype) END,
        'RULES = ' || quote_literal(to_jsonb(c) ->> 'collicurules'),
        CASE WHEN NOT c.collisdeterministic THEN 'DETERMINISTIC = false' END)) AS definition
FROM pg_collation AS c
JOIN chosen AS n ON n.oid = c.collnamespace
WHERE c.oid >= 16384 AND (c.oid, 'pg_collation'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! casts
SELECT 'cast' AS kind, format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS name,
    'pg_cast/' || c.oid || '/0' AS id,
    format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
        CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
        CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END) AS definition
FROM pg_cast AS c
WHERE {whole} AND c.oid >= 16384 AND (c.oid, 'pg_cast'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
  -- That of a range to its multirange comes with the range.
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')

--! text search
SELECT 'text search dictionary' AS kind, format('%I.%I', n.nspname, d.dictname) AS name, 'pg_ts_dict/' || d.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(d.dictowner)) AS owner,
    format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, d.dictname, concat_ws(', ', format('TEMPLATE = %I.%I', tn.nspname, t.tmplname),
        d.dictinitoption)) AS definition,
    NULL AS mappings
FROM pg_ts_dict AS d
JOIN chosen AS n ON n.oid = d.dictnamespace
JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
JOIN pg_namespace AS tn ON tn.oid = t.tmplnamespace
WHERE d.oid >= 16384 AND (d.oid, 'pg_ts_dict'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
UNION ALL
SELECT 'text search configuration', format('%I.%I', n.nspname, c.cfgname), 'pg_ts_config/' || c.oid || '/0',
    quote_ident(pg_get_userbyid(c.cfgowner)),
    format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, pn.nspname, p.prsname),
    (SELECT string_agg(t.alias || ': ' || m.dictionaries, E'\n' ORDER BY t.alias COLLATE "C") FROM (
        SELECT x.maptokentype, string_agg(x.mapdict::regdictionary::text, ', ' ORDER BY x.mapseqno) AS dictionaries FROM pg_ts_config_map AS x
        WHERE x.mapcfg = c.oid GROUP BY x.maptokentype) AS m JOIN ts_token_type(c.cfgparser) AS t ON t.tokid = m.maptokentype)
FROM pg_ts_config AS c
JOIN chosen AS n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
JOIN pg_namespace AS pn ON pn.oid = p.prsnamespace
WHERE c.oid >= 16384 AND (c.oid, 'pg_ts_config'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! foreign data
SELECT 'foreign-data wrapper' AS kind, quote_ident(w.fdwname) AS name, 'pg_foreign_data_wrapper/' || w.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(w.fdwowner)) AS owner,
    format('CREATE FOREIGN DATA WRAPPER %I%s%s', w.fdwname,
        CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc ELSE '' END,
        CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc ELSE '' END) AS definition,
    (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\n' ORDER BY o.option_name COLLATE "C")
        FROM pg_options_to_table(w.fdwoptions) AS o) AS foreign_options
FROM pg_foreign_data_wrapper AS w
WHERE {whole} AND (w.oid, 'pg_foreign_data_wrapper'::regclass::oid) NOT IN (SELECT objid, classid FROM member)
UNION ALL
SELECT 'server', quote_ident(s.srvname), 'pg_foreign_server/' || s.oid || '/0', quote_ident(pg_get_userbyid(s.srvowner)),
    format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I', s.srvname, ' TYPE ' || quote_literal(s.srvtype), ' VERSION ' || quote_literal(s.srvversion),
        w.fdwname),
    (SELECT string_agg(format('%I %L', o.option_name, o.option_value), E'\n' ORDER BY o.option_name COLLATE "C")
        FROM pg_options_to_table(s.srvoptions) AS o)
FROM pg_foreign_server AS s
JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
WHERE {whole} AND (s.oid, 'pg_foreign_server'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! publications
SELECT 'publication' AS kind, quote_ident(p.pubname) AS name, 'pg_publication/' || p.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(p.pubowner)) AS owner,
    CASE WHEN p.puballtables THEN 'yes' END AS all_tables,
    concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
        CASE WHEN p.pubtruncate THEN 'truncate' END) AS publish,
    CASE WHEN p.pubviaroot THEN 'yes' END AS publish_via_partition_root,
    CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' END AS publish_generated_columns
FROM pg_publication AS p
WHERE {whole} AND (p.oid, 'pg_publication'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! published tables until 14
SELECT 'published table' AS kind, r.prrelid::regclass::text AS name, 'pg_publication_rel/' || r.oid || '/0' AS id,
    'pg_publication/' || r.prpubid || '/0' AS parent
FROM pg_publication_rel AS r
WHERE {whole}

--! published tables since 15
SELECT 'published table' AS kind, r.prrelid::regclass::text AS name, 'pg_publication_rel/' || r.oid || '/0' AS id,
    'pg_publication/' || r.prpubid || '/0' AS parent,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute AS a
        WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) AS columns,
    pg_get_expr(r.prqual, r.prrelid) AS "where"
FROM pg_publication_rel AS r
WHERE {whole}
UNION ALL
SELECT 'published schema', quote_ident(n.nspname), 'pg_publication_namespace/' || r.oid || '/0', 'pg_publication/' || r.pnpubid || '/0', NULL, NULL
FROM pg_publication_namespace AS r
JOIN pg_namespace AS n ON n.oid = r.pnnspid
WHERE {whole}

--! event triggers
SELECT 'event trigger' AS kind, quote_ident(e.evtname) AS name, 'pg_event_trigger/' || e.oid || '/0' AS id,
    quote_ident(pg_get_userbyid(e.evtowner)) AS owner,
    format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,
        (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(tag), ', ' ORDER BY tag COLLATE "C") || ')' FROM unnest(e.evttags) AS tag),
        e.evtfoid::regproc) AS definition,
    CASE e.evtenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled
FROM pg_event_trigger AS e
WHERE {whole} AND (e.oid, 'pg_event_trigger'::regclass::oid) NOT IN (SELECT objid, classid FROM member)

--! others
-- By name only: what hardly any migration makes, so that it is noticed at least.
SELECT i.type AS kind, i.identity AS name, o.class || '/' || o.oid || '/0' AS id
FROM (
    SELECT 'pg_opclass'::regclass AS class, oid FROM pg_opclass WHERE opcnamespace IN (SELECT oid FROM chosen)
    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily WHERE opfnamespace IN (SELECT oid FROM chosen)
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion WHERE connamespace IN (SELECT oid FROM chosen)
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser WHERE prsnamespace IN (SELECT oid FROM chosen)
    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template WHERE tmplnamespace IN (SELECT oid FROM chosen)
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am WHERE {whole}
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language WHERE {whole}
    UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform WHERE {whole}
    -- The table itself is readable by superusers only.
    UNION ALL SELECT 'pg_user_mapping'::regclass, umid FROM pg_user_mappings WHERE {whole}
) AS o
CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) AS i
WHERE o.oid >= 16384 AND (o.oid, o.class::oid) NOT IN (SELECT objid, classid FROM member)

--! default privileges
SELECT 'default privileges' AS kind, concat_ws(' ', 'FOR ROLE ' || quote_ident(pg_get_userbyid(d.defaclrole)),
    'IN SCHEMA ' || quote_ident(d.nspname), 'ON ' || d.covered) AS name, d.id
FROM defaultprivilege AS d

--! grants
-- What differs from the privileges that a new object has: those may be written down or left out, and mean the same. An object
-- without a list has them.
, acl (id, owner, acl, usual) AS (
    SELECT 'pg_namespace/' || n.oid || '/0', n.nspowner, n.nspacl, acldefault('n', n.nspowner) FROM chosen AS n
    UNION ALL
    SELECT c.id, c.relowner, c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) FROM relation AS c
        WHERE c.relkind <> 'c' AND c.relacl IS NOT NULL
    UNION ALL
    SELECT 'pg_class/' || c.oid || '/' || a.attnum, c.relowner, a.attacl, acldefault('c', c.relowner) FROM relation AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE NOT a.attisdropped AND a.attacl IS NOT NULL
    UNION ALL
    SELECT p.id, p.proowner, p.proacl, acldefault('f', p.proowner) FROM routine AS p
        WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT t.id, t.typowner, t.typacl, acldefault('T', t.typowner) FROM usertype AS t
        WHERE t.typacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_data_wrapper/' || w.oid || '/0', w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner) FROM pg_foreign_data_wrapper AS w
    UNION ALL
    SELECT 'pg_foreign_server/' || s.oid || '/0', s.srvowner, s.srvacl, acldefault('S', s.srvowner) FROM pg_foreign_server AS s
    UNION ALL
    SELECT 'pg_language/' || l.oid || '/0', l.lanowner, l.lanacl, acldefault('l', l.lanowner) FROM pg_language AS l
    UNION ALL
    SELECT d.id, d.defaclrole, d.defaclacl, CASE WHEN d.defaclnamespace = 0 THEN
        acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END FROM defaultprivilege AS d
), granted AS (
    SELECT a.id, a.owner, x.grantor, x.grantee,
        string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY x.privilege_type COLLATE "C") AS privileges
    FROM acl AS a, aclexplode(a.acl) AS x
    GROUP BY a.id, a.owner, x.grantor, x.grantee
), usual AS (
    SELECT a.id, a.owner, x.grantor, x.grantee, string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type COLLATE "C") AS privileges
    FROM acl AS a, aclexplode(a.usual) AS x
    WHERE a.acl IS NOT NULL
    GROUP BY a.id, a.owner, x.grantor, x.grantee
)
SELECT 'grant' AS kind, concat_ws(' by ', CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        CASE WHEN grantor <> coalesce(g.owner, u.owner) THEN quote_ident(pg_get_userbyid(grantor)) END) AS name,
    'grant/' || id || '/' || grantee || '/' || grantor AS id, id AS parent, coalesce(g.privileges, 'none') AS privileges
FROM granted AS g
FULL JOIN usual AS u USING (id, grantor, grantee)
WHERE g.privileges IS DISTINCT FROM u.privileges

--! comments
SELECT d.classoid::regclass || '/' || d.objoid || '/' || d.objsubid AS id, d.description AS comment
FROM pg_description AS d
WHERE d.objoid >= 16384 OR d.classoid IN ('pg_namespace'::regclass, 'pg_extension'::regclass)
