package dev.manticore.migrations.it.scenarios;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A scenario, or a class of them, that CockroachDB has no place for. It is reported as skipped there. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface PostgresOnly {
    /** What CockroachDB lacks, or does in another way, as a sentence. */
    String value();

    /** Whether the scenario also runs on a PostgreSQL that identifies itself as CockroachDB. */
    boolean alsoSimulated() default false;
}
