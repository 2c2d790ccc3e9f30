-- What has changed since a catalog was read. Behind the common table expressions of the first section. PostgreSQL 14 to 18.
--
-- A row of a system catalog that somebody changes gets another place and another transaction id, so that equal places and ids mean equal
-- rows. What initdb has made has OIDs below 16384 (FirstNormalObjectId), and does not count: no catalog shows it.

--! common
place AS (
    -- The relation that a row of pg_class is a part of: of an index and of a TOAST table the table, of an identity column's sequence, too.
    SELECT c.oid, coalesce(i.indrelid, owner.oid, d.refobjid, c.oid) AS relation
    FROM pg_class AS c
    LEFT JOIN pg_index AS i ON i.indexrelid = c.oid
    LEFT JOIN pg_class AS owner ON owner.reltoastrelid = c.oid AND c.relkind = 't'
    LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'i'
        AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S'
    WHERE c.oid >= 16384
)

--! state
-- One row for each relation, one with OID 0 for the other objects of the database, and one for the server's: definitions of relations
-- name them.
, part (relation, catalog, place, writer) AS (
    SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_class AS x JOIN place AS p ON p.oid = x.oid
    UNION ALL SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_attribute AS x JOIN place AS p ON p.oid = x.attrelid
    UNION ALL SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_inherits AS x JOIN place AS p ON p.oid = x.inhrelid
    UNION ALL SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_sequence AS x JOIN place AS p ON p.oid = x.seqrelid
    UNION ALL SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_depend AS x JOIN place AS p ON p.oid = x.objid
        WHERE x.classid = 'pg_class'::regclass
    UNION ALL SELECT p.relation, x.tableoid, x.ctid, x.xmin FROM pg_description AS x JOIN place AS p ON p.oid = x.objoid
        WHERE x.classoid = 'pg_class'::regclass
    UNION ALL SELECT x.indrelid, x.tableoid, x.ctid, x.xmin FROM pg_index AS x WHERE x.indexrelid >= 16384
    UNION ALL SELECT x.adrelid, x.tableoid, x.ctid, x.xmin FROM pg_attrdef AS x WHERE x.oid >= 16384
    UNION ALL SELECT x.conrelid, x.tableoid, x.ctid, x.xmin FROM pg_constraint AS x WHERE x.oid >= 16384 AND x.conrelid <> 0
    UNION ALL SELECT x.tgrelid, x.tableoid, x.ctid, x.xmin FROM pg_trigger AS x WHERE x.oid >= 16384
    UNION ALL SELECT x.ev_class, x.tableoid, x.ctid, x.xmin FROM pg_rewrite AS x WHERE x.oid >= 16384
    UNION ALL SELECT x.polrelid, x.tableoid, x.ctid, x.xmin FROM pg_policy AS x WHERE x.oid >= 16384
    UNION ALL SELECT x.stxrelid, x.tableoid, x.ctid, x.xmin FROM pg_statistic_ext AS x WHERE x.oid >= 16384
    UNION ALL SELECT x.ftrelid, x.tableoid, x.ctid, x.xmin FROM pg_foreign_table AS x
    UNION ALL SELECT x.partrelid, x.tableoid, x.ctid, x.xmin FROM pg_partitioned_table AS x
    -- Neither the row types of tables nor the array types of these.
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_type AS x LEFT JOIN pg_type AS element ON element.oid = x.typelem
        WHERE x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_class AS c
            WHERE c.oid = CASE WHEN x.typrelid = 0 THEN element.typrelid ELSE x.typrelid END AND c.relkind <> 'c')
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_namespace AS x
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_extension AS x
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_proc AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_aggregate AS x WHERE x.aggfnoid::oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_operator AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_opclass AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_opfamily AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_am AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_cast AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_collation AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_conversion AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_enum AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_range AS x WHERE x.rngtypid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_language AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_ts_config AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_ts_dict AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_foreign_data_wrapper AS x WHERE x.oid >= 16384
    UNION ALL SELECT 0, x.tableoid, x.ctid, x.xmin FROM pg_foreign_server AS x WHERE x.oid >= 16384
)
SELECT relation::text, count(*) || ':' || bit_xor(hash_record_extended(ROW(place, writer), catalog::bigint)) AS state
FROM part
GROUP BY relation
UNION ALL
SELECT 'server', (SELECT md5(string_agg(oid || ':' || rolname, ',' ORDER BY oid)) FROM pg_roles)
    || (SELECT md5(string_agg(oid || ':' || spcname, ',' ORDER BY oid)) FROM pg_tablespace)

--! affected
-- The relations of which some, or definitions that name them, have changed; with their parts, which relations of pg_class are.
, changed AS (
    SELECT p.oid, p.relation FROM place AS p WHERE p.relation = ANY ($1)
), referenced (classid, objid) AS (
    SELECT 'pg_class'::regclass::oid, oid FROM changed
    UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type AS t WHERE t.typrelid IN (SELECT oid FROM changed)
    UNION ALL SELECT 'pg_type'::regclass, t.typarray FROM pg_type AS t WHERE t.typrelid IN (SELECT oid FROM changed)
    UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint AS k WHERE k.conrelid IN (SELECT oid FROM changed)
    UNION ALL SELECT 'pg_trigger'::regclass, g.oid FROM pg_trigger AS g WHERE g.tgrelid IN (SELECT oid FROM changed)
), dependent AS (
    SELECT d.classid, d.objid FROM pg_depend AS d JOIN referenced AS r ON r.classid = d.refclassid AND r.objid = d.refobjid
), affected (relation) AS (
    SELECT relation FROM changed
    UNION SELECT p.relation FROM dependent AS d JOIN place AS p ON p.oid = d.objid WHERE d.classid = 'pg_class'::regclass
    UNION SELECT x.adrelid FROM dependent AS d JOIN pg_attrdef AS x ON x.oid = d.objid WHERE d.classid = 'pg_attrdef'::regclass
    UNION SELECT x.conrelid FROM dependent AS d JOIN pg_constraint AS x ON x.oid = d.objid WHERE d.classid = 'pg_constraint'::regclass
    UNION SELECT x.tgrelid FROM dependent AS d JOIN pg_trigger AS x ON x.oid = d.objid WHERE d.classid = 'pg_trigger'::regclass
    UNION SELECT x.ev_class FROM dependent AS d JOIN pg_rewrite AS x ON x.oid = d.objid WHERE d.classid = 'pg_rewrite'::regclass
    UNION SELECT x.polrelid FROM dependent AS d JOIN pg_policy AS x ON x.oid = d.objid WHERE d.classid = 'pg_policy'::regclass
    UNION SELECT x.stxrelid FROM dependent AS d JOIN pg_statistic_ext AS x ON x.oid = d.objid
        WHERE d.classid = 'pg_statistic_ext'::regclass
)
SELECT p.oid, p.relation FROM place AS p WHERE p.relation IN (SELECT relation FROM affected)
