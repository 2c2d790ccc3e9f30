/** Components as docs/dagger.md shows them, and over both adapters. */
package dev.manticore.migrations.it.dagger;
