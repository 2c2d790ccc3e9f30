/**
 * A migrated database for each test: {@link dev.manticore.migrations.testing.MigratedDatabase} with JUnit, {@link
 * dev.manticore.migrations.testing.TestDatabases} without. Tests of migrations: {@link
 * dev.manticore.migrations.testing.MigrationTester}.
 */
@NullMarked
package dev.manticore.migrations.testing;

import org.jspecify.annotations.NullMarked;
