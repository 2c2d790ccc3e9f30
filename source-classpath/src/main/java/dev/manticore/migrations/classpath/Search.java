package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;

/** A way to find the scripts of a location. {@link Object#toString()} describes what is searched. */
interface Search {

    /**
     * Adds every script to the findings.
     *
     * @throws SourceException if the location does not exist, or something in it cannot be read
     */
    void into(Findings findings) throws SourceException;
}
