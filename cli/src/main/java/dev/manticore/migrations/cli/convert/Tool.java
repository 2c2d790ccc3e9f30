package dev.manticore.migrations.cli.convert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A tool whose migration files can be converted. */
public enum Tool {
    GOLANG_MIGRATE("golang-migrate"),
    GOOSE("goose"),
    DBMATE("dbmate");

    private final String label;

    Tool(String label) {
        this.label = label;
    }

    /** The tool of this name, in any case. */
    public static Optional<Tool> named(String name) {
        return Arrays.stream(values())
                .filter(tool -> tool.label.equalsIgnoreCase(name))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Tool::toString).toList();
    }

    Format format() {
        return switch (this) {
            case GOLANG_MIGRATE -> new GolangMigrateFormat();
            case GOOSE -> new GooseFormat();
            case DBMATE -> new DbmateFormat();
        };
    }

    /** The name that the tool has given itself. */
    @Override
    public String toString() {
        return label;
    }
}
