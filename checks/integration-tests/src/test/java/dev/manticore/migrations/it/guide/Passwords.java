package dev.manticore.migrations.it.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Stands for a hash that is safe for passwords, which is not the subject of the guide. */
final class Passwords {
    private Passwords() {}

    static String hash(String password) {
        return UUID.nameUUIDFromBytes(password.getBytes(UTF_8)).toString();
    }
}
