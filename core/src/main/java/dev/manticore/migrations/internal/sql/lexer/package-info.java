/** PostgreSQL's lexical rules: tokens, comments and string literals. */
@NullMarked
package dev.manticore.migrations.internal.sql.lexer;

import org.jspecify.annotations.NullMarked;
