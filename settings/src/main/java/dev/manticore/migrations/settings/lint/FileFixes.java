package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.properties.PropertyLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes that findings propose into the files. Each file is replaced as a whole, so that nobody ever reads a part of
 * it; its encoding, its line ends and its permissions stay.
 */
final class FileFixes {
    private final ProcessEnvironment environment;
    private final Charset encoding;
    private final Predicate<Path> mayChange;
    private final Wording wording;

    /**
     * Files that may be changed.
     *
     * @param encoding of scripts that have no settings of their own
     * @param mayChange whether a file may be changed: one that is applied already would no longer be what was applied
     * @param wording names options
     */
    FileFixes(ProcessEnvironment environment, @Nullable Charset encoding, Predicate<Path> mayChange, Wording wording) {
        this.environment = environment;
        this.encoding = Objects.requireNonNullElse(encoding, StandardCharsets.UTF_8);
        this.mayChange = mayChange;
        this.wording = wording;
    }

    /**
     * What became of the files.
     *
     * @param fixed those that were changed, as their findings name them
     * @param refused why others were not, in a sentence each
     */
    record Outcome(List<String> fixed, List<String> refused) {
        Outcome {
            fixed = List.copyOf(fixed);
            refused = List.copyOf(refused);
        }
    }

    /** Changes the files of those findings that have a fix. */
    Outcome apply(List<Finding> findings) {
        Map<String, List<Finding>> byFile = new LinkedHashMap<>();
        findings.stream()
                .filter(finding -> finding.fix().isPresent())
                .forEach(finding -> byFile.computeIfAbsent(finding.location().origin(), file -> new ArrayList<>())
                        .add(finding));
        List<String> fixed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        byFile.forEach((file, ofFile) -> {
            String reason = fix(file, ofFile);
            if (reason == null) {
                fixed.add(file);
            } else {
                refused.add(file + " was not changed: " + reason);
            }
        });
        return new Outcome(fixed, refused);
    }

    /** Returns why a file was not changed; null if it was. */
    private @Nullable String fix(String origin, List<Finding> findings) {
        Path file = file(origin);
        if (file == null) {
            return "it is not a file of its own.";
        }
        if (!mayChange.test(file)) {
            return "it may be applied somewhere already, and would differ from what was applied." + " "
                    + wording.option("fix-applied")
                    + " changes it nevertheless. Or change what it did in a new migration.";
        }
        try {
            Charset charset = charset(file);
            byte[] before = Files.readAllBytes(file);
            String decoded = decoded(before, charset);
            FixedText text = new FixedText(decoded);
            if (!findings.stream().allMatch(text::hasPlaceOf)
                    || !encoded(decoded, charset).equals(ByteBuffer.wrap(before))) {
                return "it has changed since it was read, or is not in " + charset + ".";
            }
            replace(file, encoded(text.with(findings), charset));
            return null;
        } catch (CharacterCodingException invalid) {
            return "it is not in " + encoding + ".";
        } catch (IOException failure) {
            throw new ToolException(
                    ErrorCode.OUTPUT_FAILED,
                    origin + " could not be changed: " + failure,
                    "It is as it was. Make the file and its directory writable, and run the command again.",
                    failure);
        }
    }

    private @Nullable Path file(String origin) {
        try {
            Path file = environment.resolve(origin);
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException resource) {
            return null;
        }
    }

    /** The settings beside a script may name another encoding. */
    private Charset charset(Path file) throws IOException {
        Path settings = file.resolveSibling(file.getFileName() + ".conf");
        if (!Files.isRegularFile(settings)) {
            return encoding;
        }
        List<String> named = new ArrayList<>();
        PropertyLines.read(Files.readAllLines(settings, StandardCharsets.UTF_8), new PropertyLines.Receiver() {
            @Override
            public void entry(String key, String value, int line) {
                if (key.equals("encoding")) {
                    named.add(value.strip());
                }
            }

            @Override
            public void malformed(String message, int line) {
                // The linter has read the file before, and would have failed.
            }
        });
        try {
            return named.isEmpty() ? encoding : Charset.forName(named.get(0));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return encoding;
        }
    }

    /** The byte order mark stays a part of the text. */
    private static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static ByteBuffer encoded(String text, Charset charset) throws CharacterCodingException {
        return charset.newEncoder().encode(CharBuffer.wrap(text));
    }

    /** A link stays one: the file behind it is replaced. */
    private static void replace(Path file, ByteBuffer content) throws IOException {
        Path target = file.toRealPath();
        // No source reads files with this ending.
        Path part = target.resolveSibling(target.getFileName() + ".tmp");
        Files.createFile(part);
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            PosixFileAttributeView attributes = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            if (attributes != null) {
                Files.setPosixFilePermissions(part, attributes.readAttributes().permissions());
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
