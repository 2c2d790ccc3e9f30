package dev.manticore.migrations.quarkus;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The named data source that a {@link dev.manticore.migrations.Migrator} migrates, or to whose migrations a bean belongs: a
 * {@link dev.manticore.migrations.MigrationListener}, a {@link dev.manticore.migrations.spi.MigrationSource} or a {@link
 * dev.manticore.migrations.CodeMigration}. Without it, the default data source is meant.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface ManticoreDataSource {

    /** The name of the data source. */
    String value();

    /** For look-ups in a program. */
    final class Literal extends AnnotationLiteral<ManticoreDataSource> implements ManticoreDataSource {
        private static final long serialVersionUID = 1L;

        private final String name;

        private Literal(String name) {
            this.name = name;
        }

        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String value() {
            return name;
        }
    }
}
