/** The blocking and the non-blocking API behind one interface, for scenarios that run over both. */
package dev.manticore.migrations.it.api;
