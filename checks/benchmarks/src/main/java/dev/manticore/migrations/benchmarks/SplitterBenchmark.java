package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cuts a script into statements. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class SplitterBenchmark {
    /** What makes scripts hard to cut: quotes, dollar quotes, nested comments, bodies of functions. */
    private static final String PART = """
            -- the orders; of a customer
            CREATE TABLE orders (id bigint PRIMARY KEY, note text DEFAULT 'none; "yet"', total numeric(12, 2) NOT NULL);
            /* an index /* for; the */ list */ CREATE INDEX ON orders (total) WHERE note <> E'it\\'s; so';
            INSERT INTO orders VALUES (1, 'first', 12.50), (2, 'second; of two', 0), (3, U&'d\\0061t\\+000061', -1);
            CREATE FUNCTION raise_total() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                NEW.total := NEW.total * 1.1; -- a comment
                RETURN NEW;
            END;
            $body$;
            """;

    @Param({"100", "1000"})
    int kilobytes;

    private String script = "";

    @Setup
    public void write() {
        script = PART.repeat(kilobytes * 1024 / PART.length());
    }

    @Benchmark
    public SplitScript split() {
        return SqlSplitter.split(script);
    }
}
