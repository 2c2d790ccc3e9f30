package dev.manticore.migrations.settings.failure;

import java.util.List;
import java.util.regex.Pattern;

/** Masks passwords in texts that quote what the user wrote. */
public final class Secrets {
    private static final String MASK = "***";
    /** Up to the last at sign of the line, since a password may contain any character. */
    private static final Pattern LOGIN = Pattern.compile("(?<=[A-Za-z]{2}:/{1,2})[^/\\n][^\\n]*@");

    private static final String NAME = "(?i)((?:pass|pwd)\\w*=)";
    private static final Pattern PARAMETER = Pattern.compile(NAME + "[^&'\\s]+");
    /** Where the text is nothing but the argument, it ends the password. */
    private static final Pattern LAST_PARAMETER = Pattern.compile(NAME + "[^&]+");

    private static final Pattern OPTION = Pattern.compile("(?i)-{1,2}\\w*(?:pass|pwd)\\w*");

    private Secrets() {}

    /** Masks what is in a URL before its host, and the values of parameters such as {@code password=..}. */
    public static String mask(String text) {
        return mask(text, PARAMETER);
    }

    /** Masks a text that quotes these arguments. One that follows an option such as {@code --password} is a secret. */
    static String mask(String text, List<String> arguments) {
        String masked = text;
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            boolean secret =
                    index > 0 && OPTION.matcher(arguments.get(index - 1)).matches();
            masked = masked.replace("'" + argument + "'", "'" + (secret ? MASK : mask(argument, LAST_PARAMETER)) + "'");
        }
        return mask(masked);
    }

    private static String mask(String text, Pattern parameter) {
        return parameter.matcher(LOGIN.matcher(text).replaceAll(MASK + "@")).replaceAll("$1" + MASK);
    }
}
