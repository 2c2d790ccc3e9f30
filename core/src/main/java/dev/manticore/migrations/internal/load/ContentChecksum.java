package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.internal.sql.NormalForm;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of what a script does: of what the server sees of it ({@link NormalForm}), and of its header. Comments and
 * blank space do not change it. Computed when it is first asked for: most runs compare the checksum of the text only.
 * Thread-safe.
 */
public final class ContentChecksum {
    /** Names the normal form. A checksum of another one is not comparable. */
    private static final String FORM = "1:";

    private final SplitScript sql;
    private final ScriptHeader header;
    private final boolean withValues;

    /** If two threads compute it, the results are equal. */
    private volatile @Nullable String value;

    /** @param withValues whether values have been put in the place of placeholders, which matters if it is repeated */
    ContentChecksum(SplitScript sql, ScriptHeader header, boolean withValues) {
        this.sql = sql;
        this.header = header;
        this.withValues = withValues;
    }

    /** The checksum: a letter or digit for the form, a colon, and SHA-256 in lower-case hexadecimal. */
    public String value() {
        String known = value;
        if (known == null) {
            known = FORM + compute();
            value = known;
        }
        return known;
    }

    private String compute() {
        Checksum.Builder checksum = new Checksum.Builder().add(header());
        if (withValues || sql.isAsWritten()) {
            NormalForm.write(sql, checksum::add);
            return checksum.build();
        }
        try {
            NormalForm.write(SqlSplitter.split(sql.source().file()), checksum::add);
            return checksum.build();
        } catch (SqlSyntaxException partOfAValue) {
            // Only with its values it is SQL, e.g. since one of them closes a quote. Then all of the text matters.
            return Checksum.of(sql.normalised());
        }
    }

    /** What the header asks for, in one form. */
    private String header() {
        return "transaction=" + header.transaction().map(Enum::name).orElse("") + " lock_timeout="
                + header.lockTimeout().map(Object::toString).orElse("") + " statement_timeout="
                + header.statementTimeout().map(Object::toString).orElse("") + " after=" + header.after()
                + repetitions() + "\0";
    }

    /** Nothing if there are none, so that the checksums of other scripts stay what they were. */
    private String repetitions() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; !header.repetitions().isEmpty() && i < sql.statements().size(); i++) {
            Repetition repetition =
                    header.repetitions().get(sql.statements().get(i).start());
            all.append(repetition == null ? "" : " " + i + " " + repetition.content());
        }
        return all.toString();
    }
}
