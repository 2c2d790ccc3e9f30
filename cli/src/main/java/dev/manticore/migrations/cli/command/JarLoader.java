package dev.manticore.migrations.cli.command;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Finds resources in the given jars. Its string form is their names, for messages. */
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
