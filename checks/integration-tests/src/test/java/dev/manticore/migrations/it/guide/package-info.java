/** The code of docs/writing-an-adapter.md. */
@org.jspecify.annotations.NullMarked
package dev.manticore.migrations.it.guide;
