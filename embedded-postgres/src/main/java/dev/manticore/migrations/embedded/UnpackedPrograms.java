package dev.manticore.migrations.embedded;

import java.nio.file.Path;

/**
 * The server's programs on the disk.
 *
 * @param directory contains {@code bin}
 * @param version e.g. {@code 18.6}
 */
record UnpackedPrograms(Path directory, String version) {}
