/** The contracts over servers that are not embedded: containers, and a CockroachDB that somebody runs. */
package dev.manticore.migrations.it.servers;
