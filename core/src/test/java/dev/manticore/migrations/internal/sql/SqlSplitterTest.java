package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements end. Every case was compared with the statements that psql 15 sends. */
class SqlSplitterTest {

    static List<String> split(String script) {
        return SqlSplitter.split(script).statements().stream()
                .map(statement -> statement.text(script))
                .toList();
    }

    /** Each is one statement, although it contains a semicolon or what looks like the start of a literal or comment. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'a'';b'",
                "SELECT ''';'",
                "SELECT 'a\\'",
                "SELECT E'it\\'s; x'",
                "SELECT e'\\\\', ';'",
                "SELECT E'a'';b'",
                "SELECT E'\\''';'",
                "SELECT U&'\\0061;b' UESCAPE '!'",
                "SELECT u&'\\'",
                "SELECT N'a;b', n'\\'",
                "SELECT B'01', X'1F', b'', x';'",
                "SELECT b'\\';'",
                "SELECT 1 AS \"a;b\"",
                "SELECT 1 AS \"a\"\";b\"",
                "SELECT 1 AS U&\"\\0061;b\"",
                "SELECT 1 AS u&\"a\"\";\"",
                "SELECT somee'\\'",
                "SELECT 'a'\n  'b;c'",
                "SELECT E'a'\n'b\\';c'",
                "SELECT E'a' -- c\n -- 'd\n 'b\\';c'",
                "SELECT E'a'\r'b\\';c'",
                "SELECT E'a' 'b\\'",
                "SELECT E'a' /* c\n */ 'b\\'",
                "SELECT $$a;b'\"--/*$$",
                "SELECT $x$a;$$;$y$;$x$",
                "SELECT $x$ $X$ ; $x$",
                "SELECT $_1$;$_1$, $été$;$été$, $数$;$数$",
                "SELECT $a$ $b$a$",
                "SELECT $$ $a$ ; $$",
                "SELECT $1, a$b, a$b$c, $2",
                "SELECT a$$, b$$",
                "SELECT $1$$;$$",
                "SELECT 1$$;$$",
                "SELECT /* ; /* ; */ ; */ 1",
                "SELECT /*/ ; */ 1 /**/ /***/ /* /**/ ; */ + 2",
                "SELECT 1 -- ; '\n + 2",
                "SELECT 1 -- ; '\r + 2",
                "SELECT 1 +-- ;\n 2",
                "SELECT 1 */* ; */ 2",
                "SELECT 1 @-- ;\n- 2",
                "SELECT 1::int, a::text[], '{1,2}'::int[]",
                "SELECT a ? 'b;', a ?| array[';'], a ?& b, a @> ';' FROM t",
                "SELECT a - - 1, b / * c",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b; )",
                "SELECT x[1;2]",
                "SELECT * FROM t@i WHERE a = 1",
                "SELECT * FROM t@{FORCE_INDEX=i,ASC}",
                "SELECT :name, :'name', a[1:2]",
                "SELECT ) + (1;2)",
                "SELECT ] + x[1;2]",
                "SELECT 1e5, 1.5E-3, .5, 0x1F, 1_000",
                "SELECT 1e'\\';'",
                "SELECT caf\u00e9\u00a0\u3000\ud83d\ude00 ';'",
                "SELECT '\ud83d', \"\udc00\""
            })
    void keepsOneStatementWhole(String statement) {
        assertThat(split(statement)).containsExactly(statement);
        assertThat(split("SELECT 0; " + statement + " ;\nSELECT 2")).containsExactly("SELECT 0", statement, "SELECT 2");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                        "create or replace procedure p() language sql begin /* c */ atomic; end",
                        "CREATE PROCEDURE p() BEGIN ATOMIC END",
                        "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC"
                                + " SELECT CASE WHEN a = 1 THEN CASE a WHEN 2 THEN 3 END ELSE 4 END; SELECT (CASE a WHEN 1 THEN 2 END); END",
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT x.end, x.case, 2 end FROM x; END",
                        "CREATE FUNCTION f() RETURNS text BEGIN ATOMIC SELECT 'END;'; SELECT $$; END$$; SELECT \"end\" FROM t; -- END\n END",
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC INSERT INTO t VALUES (1); RETURN 2; END COST 5",
                        "CREATE FUNCTION f() RETURNS int AS 'BEGIN ATOMIC; SELECT 1' LANGUAGE x",
                        "CREATE FUNCTION f() BEGIN ATOMIC CREATE FUNCTION g() BEGIN ATOMIC SELECT 1; END; SELECT 2; END",
                        "CREATE FUNCTION begin(begin int) RETURNS int RETURN 1",
                        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (1;2); END")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void keepsBodiesInStandardSqlWhole(String statement) {
        assertThat(split(statement + ";SELECT 2")).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN ATOMIC; SELECT 1",
                "CREATE TABLE begin (a int); SELECT atomic",
                "CREATE VIEW v AS SELECT begin atomic; SELECT 1",
                "CREATE FUNCTION begin () RETURNS int AS ''; SELECT 1",
                "CREATE OR FUNCTION f() BEGIN ATOMIC; SELECT 1",
                "SELECT $a; SELECT b$",
                "SELECT a$b$; SELECT c$b$",
                "SELECT $1; SELECT $2",
                "SELECT 1$; SELECT $",
                "SELECT E'a\\\\'; SELECT '\\'",
                "SELECT U&'\\'; SELECT 2",
                "SELECT 'a' 'b\\'; SELECT ''",
                "SELECT /* -- */ 1; SELECT -- /*\n 2",
                "SELECT ')'; SELECT '('",
                "SELECT (1)); SELECT (2)",
                "SELECT ])(1); SELECT 2"
            })
    void findsTwoStatements(String script) {
        assertThat(split(script)).hasSize(2);
    }

    @Test
    void leavesOutWhatIsAroundStatements() {
        String script = "\ufeff -- c;\r\n;;\tSELECT 1 /* a; */ ; /* b */ -- d\r ; \f\u000bSELECT 2--e";
        assertThat(split(script)).containsExactly("SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \r\n\t", ";", ";;\n;", "-- only a comment", "/* a /* b */ */;", "\ufeff", "\ufeff-- c\n"})
    void findsNothingWhereThereIsNothing(String script) {
        assertThat(split(script)).isEmpty();
    }

    @Test
    void skipsTheLinesOfPgDump() {
        String script =
                "--\n-- dump\n--\n\n\\restrict aB3\n\nSELECT 1;\r\n  \\restrict x \r\nSELECT 2;\n\\unrestrict aB3";
        assertThat(split(script)).containsExactly("SELECT 1", "SELECT 2");
        assertThat(split("\ufeff\\restrict a\nSELECT 1")).containsExactly("SELECT 1");
    }

    @Test
    void readsALongScriptInALoop() {
        int depth = 200_000;
        String nested = "SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth);
        String comment = "/*".repeat(depth) + "*/".repeat(depth);
        assertThat(split(comment + nested + comment + ";" + comment)).containsExactly(nested);
    }
}
