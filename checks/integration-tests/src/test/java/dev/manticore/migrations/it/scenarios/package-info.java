/** Whole runs against a real server, each over JDBC and over Vert.x. */
package dev.manticore.migrations.it.scenarios;
