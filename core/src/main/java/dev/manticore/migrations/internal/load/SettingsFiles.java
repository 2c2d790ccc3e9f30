package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.spi.SourceScript;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The settings of scripts in the files of all sources, which may overlap. Each script is asked for once, also one with an invalid name. */
final class SettingsFiles {

    /**
     * A script.
     *
     * @param directory what its origin has in front of its name; empty if the origin does not end with the name, and then
     *     the name alone tells
     */
    private record Place(String directory, String name) {
        static Place of(SourceScript file, String name) {
            boolean ends = file.origin().endsWith(file.name());
            int length = file.origin().length() - file.name().length();
            return new Place(ends ? DistinctScripts.place(file.origin().substring(0, length)) : "", name);
        }
    }

    private final Map<Place, SourceScript> files = new LinkedHashMap<>();
    private final Set<Place> asked = new HashSet<>();
    private final Consumer<Problem> problems;

    /**
     * Finds the settings among the files.
     *
     * @param problems takes what is wrong in them
     */
    SettingsFiles(List<SourceScript> all, ScriptNaming naming, Consumer<Problem> problems) {
        this.problems = problems;
        all.stream()
                .filter(file -> naming.isSettings(file.name()))
                .forEach(file -> add(Place.of(file, naming.scriptOf(file.name())), file));
    }

    /** Sources may overlap: the same file is none too many. */
    private void add(Place place, SourceScript file) {
        SourceScript first = files.putIfAbsent(place, file);
        if (first != null && !first.name().equals(file.name())) {
            problems.accept(new Problem(
                    Kind.INVALID_SCRIPT_SETTINGS,
                    "This file has settings for " + place.name() + ", and so has " + first.name() + ".",
                    SourceLocation.file(file.origin()),
                    Remedy.of("Remove one of them.")
                            .or("to leave the file out", new Remedy.Configure(Remedy.Setting.IGNORE))));
        }
    }

    /** The settings of a script. */
    ScriptSettings of(SourceScript script) {
        if (files.isEmpty()) {
            return ScriptSettings.NONE;
        }
        Place place = Place.of(script, script.name());
        SourceScript file = files.get(place);
        asked.add(place);
        return file == null ? ScriptSettings.NONE : SettingsFile.read(file, problems);
    }

    /** Reports the files whose script nobody asked for. */
    void reportLeftOver() {
        files.forEach((place, file) -> {
            if (!asked.contains(place)) {
                problems.accept(new Problem(
                        Kind.SETTINGS_WITHOUT_SCRIPT,
                        "This file has settings for " + place.name() + ", but there is no such file beside it.",
                        SourceLocation.file(file.origin()),
                        Remedy.of("Add " + place.name() + ", correct the name of this file, or remove it.")
                                .or("to leave the file out", new Remedy.Configure(Remedy.Setting.IGNORE))));
            }
        });
    }
}
