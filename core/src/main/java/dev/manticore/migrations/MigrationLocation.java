package dev.manticore.migrations;

import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where migrations are, as people write it in settings: {@code classpath:LOCATION} or {@code filesystem:DIRECTORY}, with
 * {@code *}, {@code ?} and {@code **} for directories.
 */
public sealed interface MigrationLocation {

    /**
     * Calls the method for the type of this location.
     *
     * @return the result of that method
     */
    <R> R match(Cases<R> cases);

    /**
     * One method for each type of location. Code that implements it does not compile if a type is added and not handled.
     *
     * @param <R> the type of the results
     */
    interface Cases<R> {
        R classpath(Classpath location);

        R directory(Directory location);

        R directories(Directories location);
    }

    /**
     * A directory of the class path.
     *
     * @param location what is behind {@code classpath:}
     */
    record Classpath(String location) implements MigrationLocation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.classpath(this);
        }
    }

    /**
     * A directory of files.
     *
     * @param path without wildcards; may be relative. It need not be a path of this platform
     */
    record Directory(String path) implements MigrationLocation {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.directory(this);
        }
    }

    /**
     * All directories of files that match a pattern.
     *
     * @param start the path before the first name with a wildcard, with the slash at its end; may be empty or relative
     * @param pattern the rest, with slashes on every platform, and without slashes at its end
     */
    record Directories(String start, String pattern) implements MigrationLocation {
        private static final Pattern WITH_WILDCARDS =
                Pattern.compile("((?:[^*?]*/)?)([^/*?]*[*?].*?)/*", Pattern.DOTALL);

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.directories(this);
        }
    }

    /**
     * Reads a location.
     *
     * @throws IllegalArgumentException if it begins neither with {@code classpath:} nor with {@code filesystem:}
     */
    static MigrationLocation parse(String text) {
        String classpath = "classpath:";
        String filesystem = "filesystem:";
        if (text.startsWith(classpath)) {
            return new Classpath(text.substring(classpath.length()));
        }
        if (text.startsWith(filesystem)) {
            return files(text.substring(filesystem.length()));
        }
        throw new IllegalArgumentException("the location '" + text
                + "' says neither classpath:LOCATION nor filesystem:DIRECTORY, e.g. classpath:db/migration");
    }

    /** Reads what is behind {@code filesystem:}. */
    static MigrationLocation files(String place) {
        Matcher wildcards = Directories.WITH_WILDCARDS.matcher(place.replace(File.separatorChar, '/'));
        return wildcards.matches() ? new Directories(wildcards.group(1), wildcards.group(2)) : new Directory(place);
    }
}
