package dev.manticore.migrations.testkit.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Sources that return something else than what is there. */
final class SourceFaults {
    private static final int THOUSAND = 1_000;
    private static final int MEGABYTE = 1 << 20;

    private SourceFaults() {}

    private interface Loading {
        List<SourceScript> load() throws SourceException;
    }

    private interface Writing {
        List<String> write(List<SourceScript> scripts) throws SourceException;
    }

    private record Source(
            WritableMigrationSource healthy,
            Loading loading,
            Writing writing,
            String description,
            BooleanSupplier missing)
            implements WritableMigrationSource {
        Source(WritableMigrationSource healthy, Loading loading, Writing writing) {
            this(healthy, loading, writing, healthy.description(), healthy::isMissing);
        }

        @Override
        public List<SourceScript> load() throws SourceException {
            return loading.load();
        }

        @Override
        public boolean isMissing() {
            return missing.getAsBoolean();
        }

        @Override
        public List<String> write(List<SourceScript> scripts) throws SourceException {
            return writing.write(scripts);
        }
    }

    private static WritableMigrationSource loading(
            WritableMigrationSource healthy, UnaryOperator<List<SourceScript>> change) {
        return new Source(healthy, () -> change.apply(healthy.load()), healthy::write);
    }

    private static WritableMigrationSource each(
            WritableMigrationSource healthy, Function<SourceScript, SourceScript> change) {
        return loading(healthy, scripts -> scripts.stream().map(change).toList());
    }

    static WritableMigrationSource withoutUndo(WritableMigrationSource healthy) {
        return loading(
                healthy,
                scripts -> scripts.stream()
                        .filter(script -> !script.name().startsWith("U"))
                        .toList());
    }

    static WritableMigrationSource withoutDuplicates(WritableMigrationSource healthy) {
        return loading(healthy, scripts -> {
            Map<String, SourceScript> byName = new LinkedHashMap<>();
            scripts.forEach(script -> byName.put(script.name(), script));
            return List.copyOf(byName.values());
        });
    }

    static WritableMigrationSource wellNamed(WritableMigrationSource healthy) {
        return loading(
                healthy,
                scripts -> scripts.stream()
                        .filter(script -> script.name().matches("[VU]\\d+__.*\\.sql"))
                        .toList());
    }

    static WritableMigrationSource shallow(WritableMigrationSource healthy) {
        return loading(healthy, scripts -> {
            int least = scripts.stream().mapToInt(SourceFaults::depth).min().orElse(0);
            return scripts.stream().filter(script -> depth(script) == least).toList();
        });
    }

    private static byte[] read(SourceScript script) {
        try {
            return script.read();
        } catch (SourceException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static int depth(SourceScript script) {
        return (int) script.origin()
                .chars()
                .filter(character -> character == '/' || character == '\\')
                .count();
    }

    static WritableMigrationSource firstThousand(WritableMigrationSource healthy) {
        return loading(healthy, scripts -> scripts.subList(0, Math.min(THOUSAND, scripts.size())));
    }

    static WritableMigrationSource firstMegabyte(WritableMigrationSource healthy) {
        return each(
                healthy,
                script -> new SourceScript(
                        script.name(),
                        Arrays.copyOf(read(script), Math.min(MEGABYTE, read(script).length)),
                        script.origin()));
    }

    static WritableMigrationSource decoded(WritableMigrationSource healthy) {
        return each(
                healthy,
                script -> new SourceScript(
                        script.name(), new String(read(script), UTF_8).getBytes(UTF_8), script.origin()));
    }

    static WritableMigrationSource inAscii(WritableMigrationSource healthy) {
        return named(healthy, name -> name.replaceAll("[^ -~]", "?"));
    }

    static WritableMigrationSource urlDecoded(WritableMigrationSource healthy) {
        return named(healthy, name -> name.replace('+', ' '));
    }

    private static WritableMigrationSource named(WritableMigrationSource healthy, UnaryOperator<String> change) {
        return each(healthy, script -> new SourceScript(change.apply(script.name()), read(script), script.origin()));
    }

    static WritableMigrationSource withoutPlace(WritableMigrationSource healthy) {
        return each(healthy, script -> new SourceScript(script.name(), read(script), script.name()));
    }

    static WritableMigrationSource once(WritableMigrationSource healthy) {
        AtomicBoolean answered = new AtomicBoolean();
        return loading(healthy, scripts -> answered.getAndSet(true) ? List.of() : scripts);
    }

    static WritableMigrationSource emptyForMissing(WritableMigrationSource healthy) {
        return new Source(healthy, () -> healthy.isMissing() ? List.of() : healthy.load(), healthy::write);
    }

    static WritableMigrationSource missingForEmpty(WritableMigrationSource healthy) {
        return new Source(
                healthy,
                () -> {
                    List<SourceScript> scripts = healthy.load();
                    if (scripts.isEmpty()) {
                        throw new SourceException("Nothing in " + healthy.description(), "Put something there.", null);
                    }
                    return scripts;
                },
                healthy::write);
    }

    static WritableMigrationSource nameless(WritableMigrationSource healthy) {
        return new Source(healthy, healthy::load, healthy::write, "", healthy::isMissing);
    }

    static WritableMigrationSource alwaysMissing(WritableMigrationSource healthy) {
        return new Source(healthy, healthy::load, healthy::write, healthy.description(), () -> true);
    }

    static WritableMigrationSource unwritten(WritableMigrationSource healthy) {
        return new Source(
                healthy,
                () -> healthy.isMissing() ? List.of() : healthy.load(),
                scripts -> scripts.stream().map(SourceScript::name).toList());
    }

    static WritableMigrationSource oneByOne(WritableMigrationSource healthy) {
        return new Source(healthy, healthy::load, scripts -> {
            List<String> origins = new ArrayList<>();
            for (SourceScript script : scripts) {
                origins.addAll(healthy.write(List.of(script)));
            }
            return origins;
        });
    }
}
