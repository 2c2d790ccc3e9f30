package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.SettingProblems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * The beans that belong to a database. All belong to the one database of the application; of several, a bean says with
 * {@code @Qualifier} or its name to which it belongs.
 */
final class DatabaseBeans {
    private final ListableBeanFactory beans;
    private final Set<String> names;

    /** @param names of all databases */
    DatabaseBeans(ListableBeanFactory beans, Set<String> names) {
        this.beans = beans;
        this.names = names;
    }

    /** The beans for this database or for all databases, in order. */
    <T> List<T> shared(Class<T> type, DatabaseSettings settings) {
        return of(type, settings, true, new SettingProblems());
    }

    /** The beans for this database, in order. A bean that does not say for which one it is, is a problem. */
    <T> List<T> own(Class<T> type, DatabaseSettings settings, SettingProblems problems) {
        return of(type, settings, false, problems);
    }

    private <T> List<T> of(Class<T> type, DatabaseSettings settings, boolean shared, SettingProblems problems) {
        List<T> ordered = beans.getBeanProvider(type).orderedStream().toList();
        if (!settings.isNamed()) {
            return ordered;
        }
        Map<String, T> byName = beans.getBeansOfType(type);
        return ordered.stream()
                .filter(bean -> byName.entrySet().stream()
                        .filter(entry -> entry.getValue() == bean)
                        .anyMatch(entry -> belongs(entry.getKey(), type, settings, shared, problems)))
                .toList();
    }

    private boolean belongs(
            String bean, Class<?> type, DatabaseSettings settings, boolean shared, SettingProblems problems) {
        if (BeanFactoryAnnotationUtils.isQualifierMatch(settings.name()::equals, bean, beans)) {
            return true;
        }
        boolean another =
                names.stream().anyMatch(name -> BeanFactoryAnnotationUtils.isQualifierMatch(name::equals, bean, beans));
        if (!another && !shared) {
            problems.add(
                    "bean " + bean,
                    "It is a " + type.getSimpleName() + ", and does not say which of the databases "
                            + String.join(", ", names) + " it is for.",
                    "Annotate it with @Qualifier(\"" + settings.name() + "\"), or with the name of another database.");
        }
        return !another && shared;
    }
}
