package dev.manticore.migrations.settings.database;

/** A secret that is not part of any string form. */
public record Password(String secret) {

    @Override
    public String toString() {
        return "***";
    }
}
