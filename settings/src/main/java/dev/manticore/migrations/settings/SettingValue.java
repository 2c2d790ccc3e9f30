package dev.manticore.migrations.settings;

/**
 * A setting's value, unparsed.
 *
 * @param place where it was set, for messages: {@code --lease}, {@code MANTICORE_LEASE} or
 *     {@code manticore.properties:3}
 */
record SettingValue(String text, String place) {

    SettingValue {
        ReadableText.check(place, text);
    }

    /** Omits the text, which may be a password or a URL with one. */
    @Override
    public String toString() {
        return "value of " + place;
    }
}
