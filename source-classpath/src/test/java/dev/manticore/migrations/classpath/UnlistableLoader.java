package dev.manticore.migrations.classpath;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A class loader like that of a native image: it finds resources by name, but lists nothing. */
final class UnlistableLoader extends ClassLoader {
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final boolean knowsDirectories;

    UnlistableLoader(ClassLoader parent, boolean knowsDirectories) {
        super(parent);
        this.knowsDirectories = knowsDirectories;
    }

    UnlistableLoader with(String name, String content) {
        resources.put(name, content);
        return this;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        boolean isDirectory = resources.keySet().stream().anyMatch(each -> each.startsWith(name + "/"));
        boolean isKnown = resources.containsKey(name) || (knowsDirectories && isDirectory);
        return Collections.enumeration(
                isKnown ? List.of(new URL("resource", null, -1, "/" + name, new Handler())) : List.of());
    }

    private final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    String content = resources.get(url.getPath().substring(1));
                    if (content == null) {
                        throw new FileNotFoundException(url.toString());
                    }
                    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }
}
