/** Sources of core's own. */
@org.jspecify.annotations.NullMarked
package dev.manticore.migrations.it.source;
