/** Whole runs against a real server, each in both colours. */
package dev.manticore.migrations.it.scenarios;
