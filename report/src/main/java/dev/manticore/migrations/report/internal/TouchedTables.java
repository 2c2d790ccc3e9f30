package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tables of a database the scripts of a plan name, and which of them. */
final class TouchedTables {
    /** An identifier in any script, quoted or not. */
    private static final Pattern IDENTIFIER = Pattern.compile("\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*");

    private TouchedTables() {}

    /** The tables in the order of the catalog, each with the labels of the migrations that name it. */
    static Map<CatalogObject, List<String>> of(Catalog catalog, Plan plan) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (PlanStep step : plan.steps()) {
            Matcher identifiers = IDENTIFIER.matcher(step.script());
            while (identifiers.find()) {
                List<String> steps = named.computeIfAbsent(folded(identifiers.group()), name -> new ArrayList<>());
                String label = step.id().label();
                if (!steps.contains(label)) {
                    steps.add(label);
                }
            }
        }
        Map<CatalogObject, List<String>> touched = new LinkedHashMap<>();
        for (CatalogObject object : catalog.objects()) {
            List<String> steps = named.get(unqualified(object.id().name()));
            if (object.kind() == ObjectKind.TABLE && steps != null) {
                touched.put(object, steps);
            }
        }
        return touched;
    }

    /** The last part of a qualified name, as it is without quotes. */
    static String unqualified(String name) {
        Matcher identifiers = IDENTIFIER.matcher(name);
        String last = name;
        while (identifiers.find()) {
            last = identifiers.group();
        }
        return folded(last);
    }

    private static String folded(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier.toLowerCase(Locale.ROOT);
    }
}
