package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The commands by name, in the order of the help. A command is made when it is asked for: reading its options takes time. */
final class Commands {
    private static final List<String> VERSION = List.of("-V", "--version");

    private final Map<String, Provider<?>> byName = new LinkedHashMap<>();

    @Inject
    Commands(
            Provider<MigrateCommand> migrate,
            Provider<RollbackCommand> rollback,
            Provider<RedoCommand> redo,
            Provider<StatusCommand> status,
            Provider<ValidateCommand> validate,
            Provider<DumpCommand> dump,
            Provider<CreateCommand> create,
            Provider<ConvertCommand> convert,
            Provider<AdoptCommand> adopt,
            Provider<BaselineCommand> baseline,
            Provider<RepairCommand> repair,
            Provider<ResumeCommand> resume,
            Provider<UnlockCommand> unlock,
            Provider<CompletionCommand> completion,
            Provider<HelpCommand> help) {
        byName.put(MigrateCommand.NAME, migrate);
        byName.put(RollbackCommand.NAME, rollback);
        byName.put(RedoCommand.NAME, redo);
        byName.put(StatusCommand.NAME, status);
        byName.put(ValidateCommand.NAME, validate);
        byName.put(DumpCommand.NAME, dump);
        byName.put(CreateCommand.NAME, create);
        byName.put(ConvertCommand.NAME, convert);
        byName.put(AdoptCommand.NAME, adopt);
        byName.put(BaselineCommand.NAME, baseline);
        byName.put(RepairCommand.NAME, repair);
        byName.put(ResumeCommand.NAME, resume);
        byName.put(UnlockCommand.NAME, unlock);
        byName.put(CompletionCommand.NAME, completion);
        byName.put(HelpCommand.NAME, help);
    }

    Collection<String> names() {
        return byName.keySet();
    }

    List<Object> all() {
        return made(names().stream());
    }

    /**
     * The commands with which these arguments are understood as with all: those whose names are among them, whatever they mean
     * there. All, if a list of the commands may be shown, or if arguments come from a file.
     */
    List<Object> neededFor(String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            return List.of();
        }
        List<String> named =
                Stream.of(arguments).filter(byName::containsKey).distinct().toList();
        boolean listed = named.isEmpty()
                || named.contains(HelpCommand.NAME)
                || named.contains(CompletionCommand.NAME)
                || Stream.of(arguments)
                        .takeWhile(argument -> !byName.containsKey(argument))
                        .anyMatch(Commands::mayAskForHelp)
                || Stream.of(arguments).anyMatch(argument -> argument.startsWith("@"));
        return listed ? all() : made(named.stream());
    }

    /** Short options can be written as one argument. */
    private static boolean mayAskForHelp(String argument) {
        return argument.equals("--help")
                || (argument.startsWith("-") && !argument.startsWith("--") && argument.contains("h"));
    }

    private List<Object> made(Stream<String> names) {
        return names.<Object>map(
                        name -> Objects.requireNonNull(byName.get(name)).get())
                .toList();
    }
}
