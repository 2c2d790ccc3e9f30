package dev.manticore.migrations.report.internal;

import java.util.Locale;

/** A word with a colour. The word says all; the colour only helps the eye. */
public record Badge(String text, Tone tone) {

    /** What the colour says. */
    public enum Tone {
        GOOD,
        NEUTRAL,
        ATTENTION,
        BAD;

        /** The class in the style sheet. */
        public String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String style() {
        return tone.style();
    }
}
