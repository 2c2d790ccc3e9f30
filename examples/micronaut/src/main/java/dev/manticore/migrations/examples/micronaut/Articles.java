package dev.manticore.migrations.examples.micronaut;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** The articles that are for sale. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface Articles extends CrudRepository<Article, Long> {}
