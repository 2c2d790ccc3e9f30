/** Many databases at once, and many migrations. */
package dev.manticore.migrations.it.scale;
