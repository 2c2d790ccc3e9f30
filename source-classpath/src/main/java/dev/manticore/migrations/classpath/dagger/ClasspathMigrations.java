package dev.manticore.migrations.classpath.dagger;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;

/** Qualifies the location and the class loader that {@link ClasspathSourceModule} uses. */
@Qualifier
@Documented
@Retention(RUNTIME)
public @interface ClasspathMigrations {}
