package dev.manticore.migrations.support;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles Java code that is text, e.g. of a page of the documentation, against the class path of the tests. */
public final class CompiledText {
    private CompiledText() {}

    /**
     * Compiles files; their classes are written into the same directory.
     *
     * @param files the code by path, e.g. {@code shop/Order.java}
     * @throws AssertionError with the messages of the compiler if they do not compile
     */
    public static void compile(Map<String, String> files, Path directory) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path source = directory.resolve(file.getKey());
            Files.createDirectories(source.resolveSibling("."));
            sources.add(Files.writeString(source, file.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", directory.toString());
            if (!compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new AssertionError("Code does not compile:\n" + messages + "\n" + files);
            }
        }
    }
}
