/** The contracts over adapters that break them: each is caught by the test that it names. */
@org.jspecify.annotations.NullMarked
package dev.manticore.migrations.it.broken;
