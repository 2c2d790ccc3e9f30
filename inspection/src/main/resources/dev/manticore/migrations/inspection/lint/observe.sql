-- What an observation writes, until the recorder has read it. A rollback takes it back. It has no sequence: lastval() is the
-- script's.
CREATE TEMPORARY TABLE IF NOT EXISTS manticore_observed (
    place integer NOT NULL,
    what text NOT NULL,
    catalog text,
    oid oid,
    sub integer,
    parent oid,
    name text,
    v text[]
)
;
CREATE INDEX IF NOT EXISTS manticore_observed_oid ON pg_temp.manticore_observed (oid)
;
-- The locks of the session at the moment: the view is read once.
CREATE TEMPORARY TABLE IF NOT EXISTS manticore_locks (relation oid, classid oid, objid oid, mode text)
;
-- The last observation. Its cmin is the number of the command that wrote it: what was written later in its transaction has a
-- higher one.
CREATE TEMPORARY TABLE IF NOT EXISTS manticore_seen (tx xid NOT NULL, oldest xid NOT NULL)
;
-- What an earlier run in the same session has left.
DELETE FROM pg_temp.manticore_seen
;
DELETE FROM pg_temp.manticore_observed
;
CREATE OR REPLACE FUNCTION pg_temp.manticore_observe(observation integer) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    own CONSTANT xid := pg_current_xact_id()::xid;
    -- Which rows of the catalog are read: 'all', those written since the last observation in this transaction, or since one in
    -- an earlier transaction.
    reading text := 'all';
    seen record;
BEGIN
    SELECT tx, oldest, cmin::text::bigint AS command INTO seen FROM pg_temp.manticore_seen;
    IF FOUND THEN
        reading := CASE WHEN seen.tx = own THEN 'own' ELSE 'since' END;
    END IF;

    DELETE FROM pg_temp.manticore_locks;
    INSERT INTO pg_temp.manticore_locks
    SELECT l.relation, l.classid, l.objid, l.mode
    FROM pg_locks l
    WHERE l.pid = pg_backend_pid() AND l.granted
          AND (l.locktype = 'relation' AND l.relation >= 16384
               OR l.locktype = 'object' AND l.objid >= 16384 AND l.mode = 'AccessExclusiveLock');

    INSERT INTO pg_temp.manticore_observed (place, what, v)
    VALUES (observation, 'settings', ARRAY[current_setting('lock_timeout'), current_setting('statement_timeout')]);

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, name, v)
    SELECT observation, 'item', 'type', t.oid, quote_ident(n.nspname) || '.' || quote_ident(t.typname),
           ARRAY[t.typtype::text, CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull::text]
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('e', 'd') AND {fresh:t} AND {user:n};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, parent, name, v)
    SELECT observation, 'item', 'class', c.oid,
           -- A sequence belongs to the table of its column.
           coalesce(i.indrelid, (SELECT d.refobjid FROM pg_depend d
                                 WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))),
           quote_ident(n.nspname) || '.' || quote_ident(c.relname),
           ARRAY[c.relkind::text, c.relfilenode::text, c.relpersistence::text,
                 (SELECT string_agg(h.inhparent::text, ' ') FROM pg_inherits h WHERE h.inhrelid = c.oid AND c.relispartition),
                 CASE WHEN i.indexrelid IS NOT NULL THEN pg_get_indexdef(c.oid) END,
                 CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisexclusion THEN 'exclude' WHEN i.indisunique THEN 'unique' END,
                 CASE WHEN NOT i.indisvalid THEN 'invalid' END,
                 i.indkey::text,
                 CASE WHEN i.indpred IS NOT NULL THEN 'partial' END,
                 (SELECT format_type(s.seqtypid, NULL) FROM pg_sequence s WHERE s.seqrelid = c.oid),
                 c.reltablespace::text]
    FROM (SELECT c.oid FROM pg_class c WHERE {fresh:c}
          UNION
          SELECT i.indexrelid FROM pg_index i WHERE {fresh:i}
          UNION
          -- OWNED BY changes nothing else of a sequence.
          SELECT s.seqrelid FROM pg_sequence s WHERE {fresh:s}) f
    JOIN pg_class c ON c.oid = f.oid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE {user:n}
    ORDER BY c.relkind IN ('i', 'I'), c.oid;

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, sub, parent, name, v)
    SELECT observation, CASE WHEN a.attisdropped THEN 'gone' ELSE 'item' END, 'attribute', a.attrelid, a.attnum, a.attrelid,
           quote_ident(a.attname),
           ARRAY[format_type(a.atttypid, a.atttypmod), a.attnotnull::text, pg_get_expr(d.adbin, d.adrelid),
                 nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, '')]
    FROM (SELECT a.attrelid AS relation, a.attnum AS number FROM pg_attribute a WHERE a.attnum > 0 AND {fresh:a}
          UNION
          SELECT d.adrelid, d.adnum FROM pg_attrdef d WHERE {fresh:d}) f
    JOIN pg_attribute a ON a.attrelid = f.relation AND a.attnum = f.number
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE {user:n};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, parent, name, v)
    SELECT observation, 'item', 'constraint', k.oid, CASE WHEN k.conrelid = 0 THEN k.contypid ELSE k.conrelid END,
           quote_ident(k.conname),
           ARRAY[k.contype::text, pg_get_constraintdef(k.oid), array_to_string(k.conkey, ' '),
                 nullif(k.confrelid, 0)::text, k.convalidated::text, nullif(k.conparentid, 0)::text, k.coninhcount::text]
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND {fresh:k} AND {user:n};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, parent, name, v)
    SELECT observation, 'item', 'enum', e.oid, e.enumtypid, quote_literal(e.enumlabel), ARRAY[e.enumsortorder::text]
    FROM pg_enum e
    WHERE {fresh:e};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, name, v)
    SELECT observation, 'item', 'proc', p.oid,
           quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')',
           ARRAY[p.prokind::text, pg_get_function_result(p.oid)]
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE {fresh:p} AND {user:n};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, parent, name)
    SELECT observation, 'item', 'trigger', t.oid, t.tgrelid, quote_ident(t.tgname)
    FROM pg_trigger t
    WHERE NOT t.tgisinternal AND {fresh:t};

    INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid, parent, name)
    SELECT observation, 'item', 'policy', p.oid, p.polrelid, quote_ident(p.polname)
    FROM pg_policy p
    WHERE {fresh:p};

    -- What is dropped stays locked until the transaction ends.
    IF reading = 'own' THEN
        INSERT INTO pg_temp.manticore_observed (place, what, catalog, oid)
        SELECT observation, 'gone', g.catalog, g.oid
        FROM (SELECT 'class' AS catalog, l.relation AS oid
              FROM pg_temp.manticore_locks l
              WHERE l.relation IS NOT NULL AND l.mode = 'AccessExclusiveLock'
                    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = l.relation)
              UNION ALL
              SELECT CASE l.classid
                         WHEN 'pg_type'::regclass THEN 'type' WHEN 'pg_constraint'::regclass THEN 'constraint'
                         WHEN 'pg_proc'::regclass THEN 'proc' WHEN 'pg_trigger'::regclass THEN 'trigger'
                         WHEN 'pg_policy'::regclass THEN 'policy' END,
                     l.objid
              FROM pg_temp.manticore_locks l
              WHERE l.relation IS NULL
                    AND CASE l.classid
                            WHEN 'pg_type'::regclass THEN NOT EXISTS (SELECT FROM pg_type x WHERE x.oid = l.objid)
                            WHEN 'pg_constraint'::regclass THEN NOT EXISTS (SELECT FROM pg_constraint x WHERE x.oid = l.objid)
                            WHEN 'pg_proc'::regclass THEN NOT EXISTS (SELECT FROM pg_proc x WHERE x.oid = l.objid)
                            WHEN 'pg_trigger'::regclass THEN NOT EXISTS (SELECT FROM pg_trigger x WHERE x.oid = l.objid)
                            WHEN 'pg_policy'::regclass THEN NOT EXISTS (SELECT FROM pg_policy x WHERE x.oid = l.objid)
                            ELSE false END) g
        WHERE NOT EXISTS (SELECT FROM pg_temp.manticore_observed o
                          WHERE o.oid = g.oid AND o.what = 'gone' AND o.catalog = g.catalog);
    ELSE
        INSERT INTO pg_temp.manticore_observed (place, what, catalog, v)
        VALUES (observation, 'alive', 'class', (SELECT array_agg(oid::text) FROM pg_class WHERE oid >= 16384)),
               (observation, 'alive', 'type', (SELECT array_agg(oid::text) FROM pg_type WHERE typtype IN ('e', 'd'))),
               (observation, 'alive', 'constraint', (SELECT array_agg(oid::text) FROM pg_constraint WHERE oid >= 16384)),
               (observation, 'alive', 'proc', (SELECT array_agg(oid::text) FROM pg_proc WHERE oid >= 16384)),
               (observation, 'alive', 'trigger', (SELECT array_agg(oid::text) FROM pg_trigger WHERE NOT tgisinternal)),
               (observation, 'alive', 'policy', (SELECT array_agg(oid::text) FROM pg_policy));
    END IF;

    INSERT INTO pg_temp.manticore_observed (place, what, oid, name)
    SELECT observation, 'lock', l.relation, l.mode
    FROM pg_temp.manticore_locks l
    WHERE l.relation IS NOT NULL
          AND NOT EXISTS (SELECT FROM pg_temp.manticore_observed o
                          WHERE o.oid = l.relation AND o.what = 'lock' AND o.name = l.mode);

    INSERT INTO pg_temp.manticore_observed (place, what, oid, name)
    SELECT observation, 'scan', s.relation, s.scans::text
    FROM (SELECT l.relation, pg_stat_get_xact_numscans(l.relation) AS scans
          -- Counters go on from transaction to transaction: before the first statement, those of all tables are read.
          FROM (SELECT c.oid AS relation FROM pg_class c
                WHERE c.relkind IN ('r', 'm') AND c.oid >= 16384
                      AND (reading <> 'own' OR c.oid IN (SELECT l.relation FROM pg_temp.manticore_locks l))) l) s
    WHERE s.scans > 0
          AND NOT EXISTS (SELECT FROM pg_temp.manticore_observed o
                          WHERE o.oid = s.relation AND o.what = 'scan' AND o.name = s.scans::text);

    DELETE FROM pg_temp.manticore_seen;
    INSERT INTO pg_temp.manticore_seen VALUES (own, pg_snapshot_xmin(pg_current_snapshot())::xid);
END
$function$
