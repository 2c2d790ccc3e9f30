package dev.manticore.migrations.settings.session;

import java.net.URL;
import java.net.URLClassLoader;

/** Finds resources in the given jars. Its name is their names, for messages. */
final class JarLoader extends URLClassLoader {
    JarLoader(String names, URL[] jars) {
        super(names, jars, getPlatformClassLoader());
    }
}
