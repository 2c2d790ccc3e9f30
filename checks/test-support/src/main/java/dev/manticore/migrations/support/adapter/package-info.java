/** Tests that every adapter runs, beyond the contract: what an adapter of this project does on PostgreSQL. */
@NullMarked
package dev.manticore.migrations.support.adapter;

import org.jspecify.annotations.NullMarked;
