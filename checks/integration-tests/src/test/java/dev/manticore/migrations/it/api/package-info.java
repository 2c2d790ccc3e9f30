/** The blocking and the non-blocking API behind one interface, so that a scenario is written once. */
package dev.manticore.migrations.it.api;
