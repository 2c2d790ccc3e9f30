/** Migrations over JDBC: {@link dev.manticore.migrations.jdbc.JdbcTxRunner}. */
@NullMarked
package dev.manticore.migrations.jdbc;

import org.jspecify.annotations.NullMarked;
