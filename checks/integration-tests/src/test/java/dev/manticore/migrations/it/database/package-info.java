/** What the tests of this module have beside a migrator: databases of their own, and a look at them past it. */
package dev.manticore.migrations.it.database;
