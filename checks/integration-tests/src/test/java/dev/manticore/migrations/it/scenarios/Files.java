package dev.manticore.migrations.it.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory, for where their names matter: names and texts. */
record Files(Map<String, String> texts) implements WritableMigrationSource {
    static Files of(String... namesAndTexts) {
        Map<String, String> texts = new ConcurrentSkipListMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return new Files(texts);
    }

    @Override
    public List<SourceScript> load() {
        return texts.entrySet().stream()
                .map(file ->
                        new SourceScript(file.getKey(), file.getValue().getBytes(UTF_8), "memory/" + file.getKey()))
                .toList();
    }

    @Override
    public boolean isMissing() {
        return false;
    }

    @Override
    public List<String> write(List<SourceScript> scripts) throws SourceException {
        for (SourceScript script : scripts) {
            if (texts.putIfAbsent(script.name(), new String(script.read(), UTF_8)) != null) {
                throw new SourceException(script.name() + " exists already.", "Remove it.", null);
            }
        }
        return scripts.stream().map(script -> "memory/" + script.name()).toList();
    }

    @Override
    public String description() {
        return "memory";
    }
}
