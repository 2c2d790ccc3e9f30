package dev.manticore.migrations.internal.sql.rules;

import static dev.manticore.migrations.internal.sql.rules.TransactionTraitsTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which statements change the session. */
class SessionTraitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a",
                "set session work_mem to '1MB'",
                "SET TIME ZONE 'UTC'",
                "SET ROLE r",
                "SET SESSION AUTHORIZATION r",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                "SET local.x = 1",
                "SET CONSTRAINTS.x = 1",
                "RESET ALL",
                "RESET ROLE",
                "USE db",
                "SELECT set_config('a.b', 'x', false)",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SELECT pg_catalog.\"set_config\" /* c */ ('a', 'b', x)",
                "SELECT set_config('a', coalesce(b, 'c'), not true), set_config('a', 'b', true)",
                "INSERT INTO t SELECT SET_CONFIG('a', 'b', 'f')",
                "CREATE TABLE t AS SELECT set_config('a', 'b', false)",
                "PREPARE p AS SELECT 1",
                "PREPARE transaction AS SELECT 1",
                "DEALLOCATE p",
                "LISTEN c",
                "UNLISTEN *",
                "LOAD 'x'",
                "DISCARD TEMP",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                "DECLARE c SCROLL CURSOR WITH /* c */ HOLD FOR SELECT 1",
                "CREATE TEMP TABLE t (a int)",
                "CREATE LOCAL TEMPORARY TABLE t (a int) ON COMMIT DELETE ROWS",
                "CREATE OR REPLACE TEMP RECURSIVE VIEW v (a) AS SELECT 1",
                "CREATE TEMPORARY SEQUENCE s",
                "CREATE TABLE pg_temp.t (a int)",
                "CREATE TABLE IF NOT EXISTS \"pg_temp\" . t (a int)",
                "CREATE FUNCTION pg_temp.f() RETURNS int RETURN 1",
                "SELECT 1 INTO TEMP t",
                "WITH x AS (SELECT 1) SELECT * INTO LOCAL TEMPORARY TABLE t FROM x",
                "(SELECT 1 INTO TEMPORARY t)",
                "SELECT 1 INTO pg_temp.t",
                "SELECT pg_advisory_lock(1)",
                "SELECT pg_try_advisory_lock_shared(1, 2)",
                "SELECT pg_catalog.pg_advisory_lock_shared(1)",
                "SELECT \"pg_try_advisory_lock\"(1)",
                "DO $$ BEGIN PERFORM set_config('a', 'b', false); END $$",
                "DO $$ BEGIN SET search_path = a; END $$",
                "DO $$ BEGIN IF true THEN CREATE TEMP TABLE t (a int); END IF; END $$",
                "DO LANGUAGE plperlu $$ spi_exec_query(\"SELECT pg_advisory_lock(1)\"); # ' $$"
            })
    void changesTheSession(String statement) {
        assertThat(only(statement).has(Trait.CHANGES_SESSION)).isTrue();
    }

    @Test
    void doesNotLookForTheThirdArgumentForEver() {
        assertThat(only("SELECT set_config('a', f(1, " + "1 + ".repeat(30) + "1, true), true)")
                        .has(Trait.CHANGES_SESSION))
                .isTrue();
        assertThat(only("SELECT set_config('a', f(true)), true").has(Trait.CHANGES_SESSION))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL search_path = a",
                "SET LOCAL ROLE r",
                "SET TRANSACTION READ ONLY",
                "SET CONSTRAINTS ALL DEFERRED",
                "SET CLUSTER SETTING a = 1",
                "RESET CLUSTER SETTING a",
                "SHOW search_path",
                "DISCARD PLANS",
                "DISCARD SEQUENCES",
                "UPDATE t SET a = 1",
                "ALTER ROLE r SET search_path = a",
                "SELECT set_config('a', 'b', true)",
                "SELECT set_config('a', concat('b', (1, 2)), TRUE /* local */)",
                "SELECT 'set_config(1)', set_config, \"x set_config\"(1) -- set_config(1)",
                "SELECT pg_advisory_xact_lock(1), pg_try_advisory_xact_lock(1), pg_advisory_unlock(1)",
                "PREPARE TRANSACTION 'x'",
                "EXECUTE p",
                "NOTIFY c",
                "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
                "DECLARE c CURSOR FOR SELECT a WITH HOLD",
                "CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1",
                "CREATE TABLE temp (a int)",
                "CREATE TABLE t AS SELECT * FROM pg_temp.x",
                "CREATE TABLE pg_temp (a int)",
                "CREATE FUNCTION f() RETURNS int SET search_path = a BEGIN ATOMIC SELECT set_config('a', 'b', false); END",
                "CREATE OR REPLACE PROCEDURE p() AS 'SET search_path = a' LANGUAGE sql",
                "INSERT INTO temp SELECT 1",
                "WITH x AS (INSERT INTO temp VALUES (1) RETURNING *) SELECT x.into temp, 1 AS into FROM x",
                "SELECT 1 INTO t",
                "DO $$ BEGIN UPDATE t SET a = 1; RAISE 'SET x = 1; set_config('; SELECT 1 INTO temp; END $$",
                "DO $$ BEGIN SET LOCAL search_path = a; END $$"
            })
    void leavesNothingBehind(String statement) {
        assertThat(only(statement).has(Trait.CHANGES_SESSION)).isFalse();
    }
}
