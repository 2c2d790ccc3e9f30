/** A migrated database for Spring's test context. */
@NullMarked
package dev.manticore.migrations.testing.spring;

import org.jspecify.annotations.NullMarked;
