package dev.manticore.migrations.distribution;

import dev.manticore.migrations.cli.CommandModel;
import dev.manticore.migrations.cli.completion.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the man pages, and the scripts with which shells complete commands. */
public final class Documents {
    private static final boolean[] SILENT = {};

    /** Lines of synopses are indented as well, but more. */
    private static final Pattern DESCRIPTION = Pattern.compile("^  \\S.*$", Pattern.MULTILINE);

    private Documents() {}

    /**
     * Writes all of them.
     *
     * @param arguments the directory of the man pages' sources, and that of the scripts; both are created
     */
    public static void main(String[] arguments) throws IOException {
        CommandSpec commands = CommandModel.load();
        manPages(Path.of(arguments[0]), commands);
        scripts(Path.of(arguments[1]), commands);
    }

    private static void manPages(Path directory, CommandSpec commands) throws IOException {
        headFooters(commands);
        File created = Files.createDirectories(directory).toFile();
        int failed = ManPageGenerator.generateManPage(created, null, SILENT, true, commands);
        if (failed != 0) {
            throw new IOException("the man pages could not be written to " + directory);
        }
        try (Stream<Path> sources = Files.list(directory)) {
            for (Path source : sources.toList()) {
                Files.writeString(source, escaped(Files.readString(source)));
            }
        }
    }

    /** Without a heading, the generator leaves a footer out. */
    private static void headFooters(CommandSpec command) {
        command.usageMessage().footerHeading("Notes%n");
        command.subcommands().values().forEach(nested -> headFooters(nested.getCommandSpec()));
    }

    /** The generator does not escape what is markup in AsciiDoc: asterisks in descriptions, brackets in a value's name. */
    private static String escaped(String source) {
        return DESCRIPTION
                .matcher(source)
                .replaceAll(line -> Matcher.quoteReplacement(line.group().replace("*", "{asterisk}")))
                .replace("[:TABLE]", "{startsb}:TABLE{endsb}");
    }

    private static void scripts(Path directory, CommandSpec commands) throws IOException {
        Files.createDirectories(directory);
        for (Shell shell : Shell.values()) {
            Files.writeString(directory.resolve(commands.name() + "." + shell.label()), shell.script(commands));
        }
    }
}
