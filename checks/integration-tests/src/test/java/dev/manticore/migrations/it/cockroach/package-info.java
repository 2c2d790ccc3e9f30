/** What is sent to CockroachDB, seen on the wire before a PostgreSQL that says it is one. */
package dev.manticore.migrations.it.cockroach;
