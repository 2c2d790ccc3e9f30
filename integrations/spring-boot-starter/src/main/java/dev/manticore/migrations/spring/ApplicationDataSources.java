package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.SettingProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/** Finds the data source of the application whose database is migrated, and knows those that were found. */
final class ApplicationDataSources {
    private final ListableBeanFactory beans;
    private final ObjectProvider<DataSource> marked;
    private final List<DataSource> found = new CopyOnWriteArrayList<>();

    /** @param marked those with {@link ManticoreDataSource} */
    ApplicationDataSources(ListableBeanFactory beans, ObjectProvider<DataSource> marked) {
        this.beans = beans;
        this.marked = marked;
    }

    /** Whether the database of this data source is migrated. */
    boolean isMigrated(DataSource dataSource) {
        return found.stream().anyMatch(dataSource::equals);
    }

    Optional<DataSource> find(DatabaseSettings settings, SettingProblems problems) {
        Optional<DataSource> dataSource = settings.own().getDataSource() != null
                ? ofBean(settings.own().getDataSource(), settings, problems)
                : settings.isNamed() ? ofQualifier(settings.name()) : ofApplication(settings, problems);
        dataSource.ifPresent(found::add);
        return dataSource;
    }

    private Optional<DataSource> ofBean(String bean, DatabaseSettings settings, SettingProblems problems) {
        List<String> names = names();
        if (names.contains(bean)) {
            return Optional.of(beans.getBean(bean, DataSource.class));
        }
        problems.add(
                settings.property("data-source"),
                "There is no bean '" + bean + "' of type DataSource"
                        + (names.isEmpty() ? "" : ", only " + String.join(", ", names)) + ".",
                "Use the name of a bean, or remove it.");
        return Optional.empty();
    }

    private Optional<DataSource> ofQualifier(String name) {
        return names().stream()
                .filter(bean -> BeanFactoryAnnotationUtils.isQualifierMatch(name::equals, bean, beans))
                .findFirst()
                .map(bean -> beans.getBean(bean, DataSource.class));
    }

    private Optional<DataSource> ofApplication(DatabaseSettings settings, SettingProblems problems) {
        DataSource chosen = marked.getIfAvailable();
        if (chosen != null) {
            return Optional.of(chosen);
        }
        DataSource unique = beans.getBeanProvider(DataSource.class).getIfUnique();
        if (unique == null && !names().isEmpty()) {
            problems.add(
                    settings.property("data-source"),
                    "There are several beans of type DataSource: " + String.join(", ", names()) + ".",
                    "Annotate the one that is to be migrated with @ManticoreDataSource or @Primary, or set this property"
                            + " to its name. To migrate several, see manticore.migrations.databases.");
        }
        return Optional.ofNullable(unique);
    }

    private List<String> names() {
        return new ArrayList<>(Arrays.asList(beans.getBeanNamesForType(DataSource.class)));
    }
}
