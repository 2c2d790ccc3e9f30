package dev.manticore.migrations.cli.settings;

/**
 * A setting's value as it was written.
 *
 * @param place where it was written, for messages: {@code --lease}, {@code MANTICORE_LEASE} or
 *     {@code manticore.properties:3}
 */
record SettingValue(String text, String place) {

    /** The text may be a password, or a URL that holds one. */
    @Override
    public String toString() {
        return "value of " + place;
    }
}
