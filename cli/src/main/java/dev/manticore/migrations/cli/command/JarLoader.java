package dev.manticore.migrations.cli.command;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Finds resources in the jars that the user named, and calls itself by their names in messages. */
final class JarLoader extends URLClassLoader {
    private final List<String> names;

    JarLoader(List<String> names, URL[] jars) {
        super(jars, getPlatformClassLoader());
        this.names = List.copyOf(names);
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
