package dev.manticore.migrations.internal.run;

/** Numbers of things in words. */
public final class Counts {
    private Counts() {}

    /**
     * As "1 row" or "2 rows".
     *
     * @param noun one of them; its plural ends with an s
     */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
