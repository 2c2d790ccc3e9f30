package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Version;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads values of options, with messages of our own. */
final class Conversions {
    private Conversions() {}

    static final class OfNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException malformed) {
                throw new TypeConversionException("'" + text + "' is not a whole number up to " + Integer.MAX_VALUE);
            }
        }
    }

    static final class OfVersion implements ITypeConverter<Version> {
        @Override
        public Version convert(String text) {
            try {
                return Version.parse(text);
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(malformed.getMessage());
            }
        }
    }
}
