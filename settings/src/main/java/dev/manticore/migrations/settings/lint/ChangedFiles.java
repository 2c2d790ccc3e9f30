package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a git working tree that differ from a revision. Compared are the files as they are now, committed or not, with the
 * commit at which the revision and the current branch part: what others have added to the revision's branch since then does not
 * count.
 */
final class ChangedFiles {
    private final ProcessEnvironment environment;
    private final String option;

    /** @param option that names the revision, for messages */
    ChangedFiles(ProcessEnvironment environment, String option) {
        this.environment = environment;
        this.option = option;
    }

    /**
     * The files that are new or changed, without those that are gone.
     *
     * @param added those among them that the revision does not have at all, also not at another place or with another name
     */
    record Changes(Set<Path> files, Set<Path> added) {
        Changes {
            files = Set.copyOf(files);
            added = Set.copyOf(added);
        }

        /** Whether a file is one of those, or the file with settings beside it is. */
        boolean contains(Path file) {
            Path real = real(file);
            return files.contains(real) || files.contains(real.resolveSibling(real.getFileName() + ".conf"));
        }

        boolean isAdded(Path file) {
            return added.contains(real(file));
        }
    }

    /**
     * Asks git.
     *
     * @throws ToolException if the current directory is in no repository, the revision is unknown or has no common commit with
     *     the current one, or if git cannot be run
     */
    Changes since(String revision) {
        Path top = Path.of(git(
                        environment.directory() + " is not in the working tree of a git repository",
                        "Run the command in one, or without " + option + ".",
                        "rev-parse",
                        "--show-toplevel")
                .strip());
        String commit = git(
                        option + ": the repository has no revision '" + revision + "'",
                        "Name a branch, a tag or a commit, e.g. origin/main. A shallow clone may lack it: fetch it first.",
                        "rev-parse",
                        "--verify",
                        "--quiet",
                        "--end-of-options",
                        revision + "^{commit}")
                .strip();
        String base = git(
                        option + ": '" + revision + "' and the current commit have no common one in this repository",
                        "A shallow clone may lack it: fetch the history first, e.g. with fetch-depth: 0 in GitHub Actions.",
                        "merge-base",
                        commit,
                        "HEAD")
                .strip();
        List<String> untracked = names("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/");
        List<String> added = names("diff", "--name-only", "-z", "--find-renames", "--diff-filter=A", base, "--");
        Set<String> gone = names("diff", "--name-only", "-z", "--no-renames", "--diff-filter=D", base, "--").stream()
                .map(ChangedFiles::version)
                .collect(Collectors.toSet());
        List<String> changed = names("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--");
        return new Changes(
                paths(top, Stream.concat(changed.stream(), untracked.stream())),
                paths(
                        top,
                        Stream.concat(added.stream(), untracked.stream())
                                .filter(name -> !gone.contains(version(name)))));
    }

    /** The part of a file's name by which it is the same migration wherever it is moved. */
    private static String version(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int description = name.indexOf("__");
        return description < 0 ? name : name.substring(0, description);
    }

    private static Set<Path> paths(Path top, Stream<String> names) {
        return names.map(name -> real(top.resolve(name))).collect(Collectors.toSet());
    }

    /** A path that is the same however a file is named. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            return file.toAbsolutePath().normalize();
        }
    }

    private List<String> names(String... arguments) {
        String output = git("git could not list the files that were changed", "Run it to see why.", arguments);
        return Stream.of(output.split("\0")).filter(name -> !name.isEmpty()).toList();
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What git prints. */
    private String git(String failure, String remedy, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(environment.directory().toFile())
                    .start();
            process.getOutputStream().close();
            // Beside the other stream: who reads one after the other can wait for a program that waits for him.
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String output = text(process.getInputStream());
            int exitCode = process.waitFor();
            String said = errors.join().strip();
            if (exitCode != 0) {
                throw ToolException.usage(failure + (said.isEmpty() ? "." : ": " + said), remedy);
            }
            return output;
        } catch (IOException unknown) {
            throw ToolException.usage(
                    option + " needs the program git, which could not be started: " + unknown.getMessage(),
                    "Install git, or put it on the PATH.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.INTERRUPTED, "The command was interrupted while git ran.", "Run it again.", interrupted);
        }
    }
}
