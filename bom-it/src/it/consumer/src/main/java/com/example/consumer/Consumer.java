package com.example.consumer;

import dev.manticore.migrations.Migration;

final class Consumer {
    static final Migration MIGRATION =
            new Migration(1, "create pets", "CREATE TABLE pets (name TEXT)", "DROP TABLE pets");

    private Consumer() {}
}
