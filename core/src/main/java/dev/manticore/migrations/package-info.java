/** The API for users: migrators, plans, reports, events and failures. */
@NullMarked
package dev.manticore.migrations;

import org.jspecify.annotations.NullMarked;
