package dev.manticore.migrations.spring;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.SettingProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** The migrator that the application has as a bean, which is run as it is. */
final class MigratorBeans {
    private static final String OF_VERTX = "dev.manticore.migrations.vertx.VertxMigrator";

    private final ListableBeanFactory beans;

    MigratorBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * The one bean of type {@link Migrator} or {@link AsyncMigrator}, or the primary one. Of several databases, the one with the
     * name or the qualifier of the database; others may serve any purpose.
     */
    Optional<DatabaseMigrations> find(DatabaseSettings settings, Target target, SettingProblems problems) {
        if (!settings.isNamed()) {
            refuseOfVertx(problems);
        }
        List<String> names = names().stream()
                .filter(bean -> !settings.isNamed()
                        || BeanFactoryAnnotationUtils.isQualifierMatch(settings.name()::equals, bean, beans))
                .toList();
        List<String> primary = names.stream().filter(this::isPrimary).toList();
        List<String> chosen = primary.isEmpty() ? names : primary;
        if (chosen.size() > 1) {
            problems.add(
                    "beans " + String.join(", ", chosen),
                    "There are several beans of type Migrator or AsyncMigrator"
                            + (settings.isNamed() ? " for the database " + settings.name() : "") + ".",
                    "Annotate the one that is to be run at the start with @Primary. To run several, see"
                            + " manticore.migrations.databases.");
            return Optional.empty();
        }
        return chosen.stream().findFirst().map(bean -> migrations(settings.name(), target, beans.getBean(bean)));
    }

    /** It hides the migrator that could be run. */
    private void refuseOfVertx(SettingProblems problems) {
        if (!ClassUtils.isPresent(OF_VERTX, MigratorBeans.class.getClassLoader())) {
            return;
        }
        Class<?> type = ClassUtils.resolveClassName(OF_VERTX, MigratorBeans.class.getClassLoader());
        for (String bean : beans.getBeanNamesForType(type)) {
            problems.add(
                    "bean " + bean,
                    "It is a VertxMigrator, which the start does not run.",
                    "Let it be AsyncMigrator.builder(VertxTxRunner.over(pool)) instead. To run it yourself, set"
                            + " manticore.migrations.enabled=false.");
        }
    }

    private static DatabaseMigrations migrations(String name, Target target, Object migrator) {
        return migrator instanceof Migrator blocking
                ? DatabaseMigrations.of(name, target, blocking)
                : DatabaseMigrations.of(name, target, (AsyncMigrator) migrator);
    }

    /** Those of a parent context are for its database. */
    private List<String> names() {
        List<String> own = Stream.of(Migrator.class, AsyncMigrator.class)
                .flatMap(type -> Stream.of(beans.getBeanNamesForType(type)))
                .toList();
        if (!own.isEmpty() || beans.getBeanNamesForType(DataSource.class).length > 0) {
            return own;
        }
        List<String> all =
                new ArrayList<>(List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, Migrator.class)));
        all.addAll(List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, AsyncMigrator.class)));
        return all;
    }

    private boolean isPrimary(String bean) {
        return beans instanceof ConfigurableListableBeanFactory factory
                && factory.containsBeanDefinition(bean)
                && factory.getMergedBeanDefinition(bean).isPrimary();
    }
}
