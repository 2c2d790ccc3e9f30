package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.WritableMigrationSource;
import dev.manticore.migrations.testkit.FileSourceContract;
import dev.manticore.migrations.testkit.WritableSourceContract;
import java.util.function.UnaryOperator;

/**
 * What a source of files can do wrong, and the test of {@link FileSourceContract} or {@link WritableSourceContract} that
 * catches it.
 */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenSource {
    /** Answers what applies a migration, and not what reverts it. */
    OVERLOOKS_UNDO_SCRIPTS("everyScriptIsAnsweredOnceWithItsContent", SourceFaults::withoutUndo),
    /** Answers one of several files of one name. */
    DROPS_DUPLICATES("twoFilesOfOneNameOrVersionAreBothAnswered", SourceFaults::withoutDuplicates),
    /** Answers what it takes for migrations, and nothing that is mistyped. */
    OVERLOOKS_MISTYPED_NAMES("everyFileThatIsExpectedIsAnsweredAndNoOther", SourceFaults::wellNamed),
    /** Does not look into directories. */
    OVERLOOKS_DIRECTORIES("filesInDirectoriesHoweverDeepAreAnsweredByTheirNames", SourceFaults::shallow),
    /** Answers the first 1,000 files. */
    CUTS_THE_LIST_AT_A_THOUSAND("tenThousandScriptsAreAnswered", SourceFaults::firstThousand),
    /** Answers the first megabyte of a file. */
    CUTS_BIG_FILES("aScriptOfMegabytesIsAnsweredWhole", SourceFaults::firstMegabyte),
    /** Reads bytes as text, and answers the text's bytes. */
    DECODES("bytesAreAnsweredUntouched", SourceFaults::decoded),
    /** Writes a question mark for each character that it does not know. */
    GARBLES_NAMES("namesAndContentsInOtherScriptsThanLatinAreKept", SourceFaults::inAscii),
    /** Takes a plus in a name for a blank, as in a URL. */
    TAKES_NAMES_FOR_URLS("pathsMayHaveBlanksAndOtherCharacters", SourceFaults::urlDecoded),
    /** Names a file where it should say where it is. */
    FORGETS_WHERE_IT_WAS("anOriginCanBeOpened", SourceFaults::withoutPlace),
    /** Has nothing left for a second reader. */
    ANSWERS_ONCE("loadingTwiceAnswersTheSame", SourceFaults::once),
    /** Answers nothing where there is no such place. */
    TAKES_MISSING_FOR_EMPTY("aPlaceThatDoesNotExistIsNamed", SourceFaults::emptyForMissing),
    /** Fails where there is nothing yet. */
    TAKES_EMPTY_FOR_MISSING("anEmptyPlaceAnswersNothing", SourceFaults::missingForEmpty),
    /** Does not say what it is. */
    HIDES_ITS_NAME("aPersonCanTellWhereAScriptIs", SourceFaults::nameless),
    /** Says that its place is missing, whether it is or not. */
    IS_ALWAYS_MISSING("aPlaceIsMissingUntilItIsWrittenTo", SourceFaults::alwaysMissing),
    /** Says that it wrote what it did not. */
    WRITES_NOTHING("whatIsWrittenIsLoaded", SourceFaults::unwritten),
    /** Writes some of the scripts when one of them exists already. */
    WRITES_IN_PART("nothingIsOverwrittenAndThenNothingIsWritten", SourceFaults::oneByOne);

    private final String caughtBy;
    private final UnaryOperator<WritableMigrationSource> fault;

    BrokenSource(String caughtBy, UnaryOperator<WritableMigrationSource> fault) {
        this.caughtBy = caughtBy;
        this.fault = fault;
    }

    /** The method of the contract that fails. */
    public String caughtBy() {
        return caughtBy;
    }

    /** A source that behaves as {@code healthy} does, except for this. */
    public WritableMigrationSource over(WritableMigrationSource healthy) {
        return fault.apply(healthy);
    }
}
