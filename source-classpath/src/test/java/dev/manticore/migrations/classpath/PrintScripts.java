package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program of child processes: prints the scripts of a location as the context class loader finds them. */
public final class PrintScripts {
    private PrintScripts() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            for (SourceScript script : ClasspathSource.of(arguments[0]).load()) {
                String content = new String(script.read(), StandardCharsets.UTF_8);
                out.println(script.origin() + " | " + script.name() + " | " + content);
            }
        } catch (SourceException failure) {
            out.println(failure.getMessage() + " " + failure.remedy());
        }
    }
}
