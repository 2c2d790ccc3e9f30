package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.internal.load.Checksum;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Migrations for {@link Trial}s. Their objects are named {@code t<version>_<statement>}, which the model counts. */
public final class Scripts {
    private Scripts() {}

    /** One transaction on PostgreSQL. */
    public static Migration atomic(long version) {
        return new Migration(
                version,
                "atomic",
                "CREATE TABLE t" + version + "_1 (a int);\nINSERT INTO t" + version + "_2 VALUES (1);\n",
                "DELETE FROM t" + version + "_2;\nDROP TABLE t" + version + "_1;\n");
    }

    /** Every statement alone, none of which can be repeated. */
    public static Migration concurrent(long version, int indexes) {
        return new Migration(
                version,
                "concurrent",
                lines("CREATE INDEX CONCURRENTLY i" + version + "_%d ON t (a);", indexes),
                lines("DROP INDEX CONCURRENTLY i" + version + "_%d;", indexes));
    }

    /** Every statement alone, all of which can be repeated. */
    public static Migration repeatable(long version, int tables) {
        return new Migration(
                version,
                "repeatable",
                "-- manticore: transaction=none\n"
                        + lines("CREATE TABLE IF NOT EXISTS t" + version + "_%d (a int);", tables),
                "-- manticore: transaction=none\n" + lines("DROP TABLE IF EXISTS t" + version + "_%d;", tables));
    }

    /** Every statement with its note. */
    public static Migration data(long version, int rows) {
        return new Migration(
                version,
                "data",
                "-- manticore: transaction=none\n" + lines("INSERT INTO t" + version + "_%d VALUES (1);", rows),
                "-- manticore: transaction=none\n" + lines("DELETE FROM t" + version + "_%d;", rows));
    }

    /** Stepwise, with statements of all kinds. */
    public static Migration mixed(long version) {
        String prefix = version + "_";
        return new Migration(
                version,
                "mixed",
                "CREATE TABLE t" + prefix + "1 (a int);\nCREATE INDEX CONCURRENTLY i" + prefix + "2 ON t (a);\n"
                        + "INSERT INTO t" + prefix + "3 VALUES (1);\nINSERT INTO t" + prefix + "4 VALUES (1);\n"
                        + "CREATE TABLE IF NOT EXISTS t" + prefix + "5 (a int);\n",
                "DROP TABLE IF EXISTS t" + prefix + "5;\nDELETE FROM t" + prefix + "4;\nDELETE FROM t" + prefix
                        + "3;\nDROP INDEX CONCURRENTLY i" + prefix + "2;\nDROP TABLE t" + prefix + "1;\n");
    }

    /** Stepwise, with two transactions of its own between other statements; the first changes the schema, too. */
    public static Migration blocks(long version) {
        String t = " t" + version + "_";
        return new Migration(
                version,
                "blocks",
                "CREATE TABLE IF NOT EXISTS" + t + "1 (a int);\nBEGIN;\nCREATE TABLE" + t + "2 (a int);\nINSERT INTO"
                        + t
                        + "3 VALUES (1);\nCOMMIT;\nINSERT INTO" + t + "4 VALUES (1);\nBEGIN;\nINSERT INTO" + t
                        + "5 VALUES (1);\nINSERT INTO" + t + "6 VALUES (1);\nCOMMIT;\n",
                "BEGIN;\nDELETE FROM" + t + "6;\nDELETE FROM" + t + "5;\nCOMMIT;\nDELETE FROM" + t
                        + "4;\nBEGIN;\nDELETE FROM" + t + "3;\nDROP TABLE" + t + "2;\nCOMMIT;\nDROP TABLE IF EXISTS" + t
                        + "1;\n");
    }

    private static String lines(String pattern, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> pattern.replace("%d", Integer.toString(number)) + "\n")
                .collect(Collectors.joining());
    }

    /** The checksum over the statements that are done, as it is kept in the lease. */
    public static String chain(String... statements) {
        String checksum = "";
        for (String statement : statements) {
            checksum = Checksum.of(checksum + "\n" + statement);
        }
        return checksum;
    }
}
