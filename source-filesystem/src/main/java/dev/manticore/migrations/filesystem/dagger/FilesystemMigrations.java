package dev.manticore.migrations.filesystem.dagger;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;

/** Qualifies the {@link java.nio.file.Path} of the directory that {@link FilesystemSourceModule} reads. */
@Qualifier
@Documented
@Retention(RUNTIME)
public @interface FilesystemMigrations {}
