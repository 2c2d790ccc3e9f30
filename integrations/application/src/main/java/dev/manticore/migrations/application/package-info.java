/** What the modules for application frameworks share: the properties of a database, and failures in terms of them. */
@NullMarked
package dev.manticore.migrations.application;

import org.jspecify.annotations.NullMarked;
