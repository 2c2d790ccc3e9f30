/**
 * Migrates the databases of a Spring Boot application at its start. Nothing has to be called: see {@code
 * manticore.migrations.*} for the settings, {@link dev.manticore.migrations.spring.MigrationStrategy} and {@link
 * dev.manticore.migrations.spring.MigratorCustomizer} for more, and {@link
 * dev.manticore.migrations.spring.ApplicationMigrations} to use the migrations later.
 */
@NullMarked
package dev.manticore.migrations.spring;

import org.jspecify.annotations.NullMarked;
