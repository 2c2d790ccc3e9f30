package dev.manticore.migrations.examples.micronaut;

import io.micronaut.runtime.Micronaut;

/** Nothing here is about migrations: the dependency and the files below {@code db/migration} are all that is needed. */
final class ShopApplication {
    private ShopApplication() {}

    public static void main(String... arguments) {
        Micronaut.run(ShopApplication.class, arguments);
    }
}
