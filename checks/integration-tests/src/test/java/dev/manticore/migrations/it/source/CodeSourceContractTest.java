package dev.manticore.migrations.it.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.testkit.MigrationSourceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows that migrations that are written in code keep the contract of sources. */
class CodeSourceContractTest implements MigrationSourceContract {

    @Override
    public MigrationSource source(Map<String, byte[]> scripts) {
        List<Migration> migrations = new ArrayList<>();
        scripts.forEach((name, content) -> {
            if (name.startsWith("V")) {
                int end = name.indexOf("__");
                String version = name.substring(1, end);
                String description = name.substring(end + 2, name.length() - ".sql".length());
                byte[] undo = scripts.get("U" + version + "__undo_" + description + ".sql");
                migrations.add(new Migration(Long.parseLong(version), description, text(content), textOrNull(undo)));
            }
        });
        return MigrationSource.of(migrations);
    }

    private static @Nullable String textOrNull(byte @Nullable [] content) {
        return content == null ? null : text(content);
    }

    private static String text(byte[] content) {
        return new String(content, UTF_8);
    }
}
