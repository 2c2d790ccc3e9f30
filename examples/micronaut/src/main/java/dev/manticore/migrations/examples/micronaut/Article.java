package dev.manticore.migrations.examples.micronaut;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;

/** An article that is for sale. */
@MappedEntity
record Article(@Id Long id, String name, BigDecimal price) {}
