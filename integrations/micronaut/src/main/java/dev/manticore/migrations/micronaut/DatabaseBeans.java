package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.SettingProblems;
import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanRegistration;
import io.micronaut.core.annotation.AnnotationUtil;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The beans that belong to a database. All belong to the one database of the application; of several, a bean says with
 * {@code @Named} to which it belongs.
 */
@Singleton
final class DatabaseBeans {
    private final BeanContext beans;
    private final ConfiguredDatabases databases;

    DatabaseBeans(BeanContext beans, ConfiguredDatabases databases) {
        this.beans = beans;
        this.databases = databases;
    }

    /** The beans for this database or for all databases, in order. */
    <T> List<T> shared(Class<T> type, DatabaseSettings settings) {
        return ordered(beans.getBeanRegistrations(type)).stream()
                .filter(bean -> !settings.isOneOfSeveral() || database(bean).isEmpty() || belongs(bean, settings))
                .map(BeanRegistration::getBean)
                .toList();
    }

    /** The beans for this database, in order. A bean that does not say for which one it is, is a problem. */
    <T> List<T> own(Class<T> type, DatabaseSettings settings, SettingProblems problems) {
        List<BeanRegistration<T>> ordered = ordered(beans.getBeanRegistrations(type));
        if (settings.isOneOfSeveral()) {
            ordered.stream().filter(bean -> database(bean).isEmpty()).forEach(bean -> unclear(bean, type, problems));
        }
        return ordered.stream()
                .filter(bean -> !settings.isOneOfSeveral() || belongs(bean, settings))
                .map(BeanRegistration::getBean)
                .toList();
    }

    private static <T> List<BeanRegistration<T>> ordered(Collection<BeanRegistration<T>> registrations) {
        return registrations.stream()
                .sorted(Comparator.comparingInt(BeanRegistration::getOrder))
                .toList();
    }

    private static boolean belongs(BeanRegistration<?> bean, DatabaseSettings settings) {
        return name(bean).filter(settings.name()::equals).isPresent();
    }

    /** The database that its name is for. */
    private Optional<DatabaseSettings> database(BeanRegistration<?> bean) {
        return name(bean).flatMap(databases::find);
    }

    private static Optional<String> name(BeanRegistration<?> bean) {
        return bean.getBeanDefinition().stringValue(AnnotationUtil.NAMED);
    }

    private void unclear(BeanRegistration<?> bean, Class<?> type, SettingProblems problems) {
        List<String> names =
                databases.all().stream().map(DatabaseSettings::name).toList();
        problems.add(
                "bean "
                        + bean.getBeanDefinition()
                                .getDeclaringType()
                                .map(Class::getName)
                                .orElseGet(bean::toString),
                "It is a " + type.getSimpleName() + ", and does not say which of the databases "
                        + String.join(", ", names) + " it is for.",
                "Annotate it with "
                        + names.stream().map(name -> "@Named(\"" + name + "\")").collect(Collectors.joining(" or "))
                        + ".");
    }
}
