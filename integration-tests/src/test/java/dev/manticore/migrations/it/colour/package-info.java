/** The two colours of the library, so that a scenario is written once and names neither's client. */
package dev.manticore.migrations.it.colour;
