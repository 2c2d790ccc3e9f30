package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationLocation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.filesystem.MatchingDirectoriesSource;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.Secrets;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.spi.MigrationSource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Creates the sources that the user specified. */
final class SourceResolver {
    /** At least two letters, since a single letter may be a Windows drive. */
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-z]{2,}:.*", Pattern.DOTALL);

    private final ProcessEnvironment environment;
    private final ClassLoader ownResources;
    private final Wording wording;

    SourceResolver(ProcessEnvironment environment, ClassLoader ownResources, Wording wording) {
        this.wording = wording;
        this.environment = environment;
        this.ownResources = ownResources;
    }

    OpenSources resolve(Settings settings) {
        if (settings.sources().isEmpty()) {
            throw ToolException.usage(
                    "No source of migrations was specified.",
                    "Specify one with " + wording.option(Setting.SOURCE, "DIR") + " or "
                            + wording.option(Setting.SOURCE, "classpath:LOCATION") + ", with MANTICORE_SOURCE, or with"
                            + " source=DIR in manticore.properties.");
        }
        URLClassLoader loader = loader(settings.jars());
        return new OpenSources(
                settings.sources().stream()
                        .map(source -> source(source, loader, settings))
                        .toList(),
                loader);
    }

    /** An empty source. */
    OpenSources none() {
        return new OpenSources(List.of(MigrationSource.of()), loader(List.of()));
    }

    /** Directories of scripts that put rows in. */
    List<MigrationSource> seeds(List<String> directories) {
        return directories.stream()
                .<MigrationSource>map(directory -> FilesystemSource.of(path(directory)))
                .toList();
    }

    /** The files that prepare the databases of a scratch server, by name. */
    Map<String, String> initialScripts(List<String> files) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (String file : files) {
            try {
                scripts.put(file, Files.readString(path(file)));
            } catch (IOException unreadable) {
                throw new ToolException(
                        ErrorCode.USAGE,
                        wording.option(Setting.SCRATCH_INIT) + ": " + file + " cannot be read: " + unreadable,
                        "Name a file of SQL in UTF-8.",
                        unreadable);
            }
        }
        return scripts;
    }

    private MigrationSource source(String text, ClassLoader loader, Settings settings) {
        return location(text).match(new MigrationLocation.Cases<>() {
            @Override
            public MigrationSource classpath(MigrationLocation.Classpath location) {
                return resources(location.location(), loader, settings);
            }

            @Override
            public MigrationSource directory(MigrationLocation.Directory location) {
                FilesystemSource source =
                        FilesystemSource.of(path(location.path())).ignoring(ignored(settings));
                return settings.followLinks() ? source.followingLinks() : source;
            }

            @Override
            public MigrationSource directories(MigrationLocation.Directories location) {
                return SourceResolver.this.directories(location.start(), location.pattern(), settings);
            }
        });
    }

    private static MigrationLocation location(String text) {
        if (!WITH_SCHEME.matcher(text).matches()) {
            return MigrationLocation.files(text);
        }
        try {
            return MigrationLocation.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw ToolException.usage(
                    "The source '" + text + "' is of an unknown kind.",
                    "Use DIR, filesystem:DIR or classpath:LOCATION.");
        }
    }

    private static String[] ignored(Settings settings) {
        return settings.ignored().toArray(String[]::new);
    }

    private static MigrationSource resources(String place, ClassLoader loader, Settings settings) {
        try {
            return ClasspathSource.of(place, loader).ignoring(ignored(settings));
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage("The source classpath:" + place + ": " + refused.getMessage(), "Correct it.");
        }
    }

    private MigrationSource directories(String start, String pattern, Settings settings) {
        try {
            MatchingDirectoriesSource source =
                    MatchingDirectoriesSource.of(path(start), pattern).ignoring(ignored(settings));
            return settings.followLinks() ? source.followingLinks() : source;
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(
                    "The source " + start + pattern + ": " + refused.getMessage() + ".", "Correct it.");
        }
    }

    /** Searches only the given jars, or the program's own resources if there are none. */
    private URLClassLoader loader(List<String> jars) {
        return jars.isEmpty()
                ? new URLClassLoader(new URL[0], ownResources)
                : new JarLoader(String.join(", ", jars), urls(jars));
    }

    private URL[] urls(List<String> jars) {
        List<URL> urls = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String jar : jars) {
            Path path = path(jar);
            if (!Files.isRegularFile(path)) {
                problems.add(new Problem(
                        Problem.Kind.SOURCE_UNREADABLE,
                        "The jar " + Secrets.mask(path.toString()) + " does not exist.",
                        null,
                        "Correct the path of " + wording.option(Setting.JAR) + "."));
                continue;
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems);
        }
        return urls.toArray(URL[]::new);
    }

    private Path path(String text) {
        try {
            return environment.resolve(text);
        } catch (InvalidPathException refused) {
            throw ToolException.usage(
                    "'" + text + "' is not a path: " + refused.getReason(),
                    "Correct it. If it has non-ASCII characters, the locale must support them: set LC_ALL=C.UTF-8, for"
                            + " example.");
        }
    }
}
