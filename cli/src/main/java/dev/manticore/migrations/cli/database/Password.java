package dev.manticore.migrations.cli.database;

/** A secret that does not get into any text by accident. */
public record Password(String secret) {

    @Override
    public String toString() {
        return "***";
    }
}
