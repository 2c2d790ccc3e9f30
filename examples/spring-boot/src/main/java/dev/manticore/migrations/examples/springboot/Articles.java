package dev.manticore.migrations.examples.springboot;

import org.springframework.data.jpa.repository.JpaRepository;

/** The articles that are for sale. */
public interface Articles extends JpaRepository<Article, Long> {}
