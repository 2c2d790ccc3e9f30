package dev.manticore.migrations.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of a migrated table. */
@Entity
@Table(name = "customers")
class Customer {
    @Id
    private long id;

    private String name;

    long id() {
        return id;
    }

    String name() {
        return name;
    }
}
