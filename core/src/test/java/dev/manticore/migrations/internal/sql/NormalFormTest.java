package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which changes of a script the server does not see. */
class NormalFormTest {

    private static String of(String text) {
        StringBuilder form = new StringBuilder();
        NormalForm.write(SqlSplitter.split(text), form::append);
        return form.toString();
    }

    /** In each line, {@code \\n} is a line feed, {@code \\r} a carriage return. */
    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("^", "\uFEFF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '¬',
            value = {
                "SELECT 1 ¦ select 1",
                "SELECT 1 ¦ SELECT\\n\\t  1;",
                "SELECT a.b FROM t ¦ SELECT A . B FROM T",
                "SELECT 1 ¦ ^SELECT 1",
                "SELECT 1; SELECT 2 ¦ ;;SELECT 1 ; ; SELECT 2;",
                "SELECT 1 -- why\\n+ 2 ¦ SELECT 1 /* because /* nested */ */ + 2",
                "SELECT 1 ¦ -- a comment\\n/* another */ SELECT 1 -- and another",
                "SELECT /*+ SeqScan(t) */ 1 ¦ SELECT 1",
                "SELECT x=-1 ¦ SELECT x = -1",
                "SELECT a<=b ¦ SELECT a <= b",
                "SELECT a::int ¦ SELECT a :: INT",
                "SELECT 1.5e-3, .5, 0x1F ¦ SELECT 1.5E-3 , .5 ,0X1f",
                "SELECT e'a\\\\t' ¦ SELECT E'a\\\\t'",
                "SELECT 'a'\\n'b' ¦ SELECT 'a' -- first\\r\\n\\n  'b'",
                "SELECT 'a\\r\\nb' ¦ SELECT 'a\\nb'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END ¦"
                        + " create function F( ) returns INT language SQL begin atomic\\n select 1;\\nend;",
                "DO $$ BEGIN\\r\\nNULL; END $$ ¦ do $$ BEGIN\\nNULL; END $$;",
            })
    void theServerSeesTheSame(String before, String after) {
        assertThat(of(unescaped(after))).isEqualTo(of(unescaped(before)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '¬',
            value = {
                "SELECT 1 ¦ SELECT 2",
                "SELECT 12 ¦ SELECT 1 2",
                "SELECT 1 e5 ¦ SELECT 1e5",
                "SELECT 1.5 ¦ SELECT 1 .5",
                "SELECT a < = b ¦ SELECT a <= b",
                "SELECT a : : int ¦ SELECT a::int",
                "SELECT a ->> b ¦ SELECT a - > > b",
                "SELECT @-1 ¦ SELECT @ -1",
                "SELECT 'a' 'b' ¦ SELECT 'a'\\n'b'",
                "SELECT 'a'\\n/* here */'b' ¦ SELECT 'a'\\n'b'",
                "SELECT 'a' ¦ SELECT 'A'",
                "SELECT 'a b' ¦ SELECT 'a  b'",
                "SELECT ' -- a' ¦ SELECT ' -- b'",
                "SELECT \"A\" ¦ SELECT \"a\"",
                "SELECT E'a' ¦ SELECT 'a'",
                "SELECT Ä ¦ SELECT ä",
                "DO $$ BEGIN NULL; END $$ ¦ DO $$ begin NULL; END $$",
                "DO $$ BEGIN -- a\\nNULL; END $$ ¦ DO $$ BEGIN -- b\\nNULL; END $$",
                "DO $$ NULL $$ ¦ DO $x$ NULL $x$",
                "SELECT 1; SELECT 2 ¦ SELECT 2; SELECT 1",
                "SELECT 1; SELECT 2 ¦ SELECT 1 SELECT 2",
                "COPY t FROM STDIN;\\n1\\ta\\n\\.\\n ¦ COPY t FROM STDIN;\\n1\\tA\\n\\.\\n",
                "COPY t FROM STDIN;\\n1 \\n\\.\\n ¦ COPY t FROM STDIN;\\n1\\n\\.\\n",
            })
    void theServerSeesSomethingElse(String before, String after) {
        assertThat(of(unescaped(after))).isNotEqualTo(of(unescaped(before)));
    }

    @Test
    void aScriptOfCommentsHasNone() {
        assertThat(of("-- nothing\n/* at all */")).isEmpty();
    }

    @Test
    void pgDumpsKeyDoesNotMatter() {
        assertThat(of("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n")).isEqualTo(of("SELECT 1"));
    }

    @Test
    void rowsOfACopyAreReadWithAnyLineEnds() {
        assertThat(of("COPY t FROM STDIN;\r\n1\r\n\\.\r\n")).isEqualTo(of("copy T from stdin ; -- rows\n1\n\\.\n"));
    }
}
