package dev.manticore.migrations.classpath.dagger;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;

/** Tells the location, and the class loader, that {@link ClasspathSourceModule} reads from other strings and loaders. */
@Qualifier
@Documented
@Retention(RUNTIME)
public @interface ClasspathMigrations {}
