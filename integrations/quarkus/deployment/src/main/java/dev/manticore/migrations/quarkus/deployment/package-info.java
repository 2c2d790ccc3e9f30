/** What is done while an application is built. */
@NullMarked
package dev.manticore.migrations.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
