package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/** A runner that the application defines as a bean, e.g. one over a driver that no adapter is for. */
final class RunnerBeans implements RunnerProvider {
    private final ListableBeanFactory beans;

    RunnerBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Optional<DatabaseRunner> find(DatabaseSettings settings, SettingProblems problems) {
        List<DatabaseRunner> runners = Stream.concat(
                        named(TxRunner.class, settings).stream().<DatabaseRunner>map(DatabaseRunner.Blocking::new),
                        named(AsyncTxRunner.class, settings).stream()
                                .<DatabaseRunner>map(DatabaseRunner.NonBlocking::new))
                .toList();
        if (runners.size() > 1) {
            problems.add(
                    settings.property("databases"),
                    "There are several beans of type TxRunner or AsyncTxRunner for the database " + settings.name()
                            + ".",
                    "Remove all but one, or name several databases and annotate each with @Qualifier.");
        }
        return runners.stream().findFirst();
    }

    private <T> List<T> named(Class<T> type, DatabaseSettings settings) {
        return beans.getBeansOfType(type).entrySet().stream()
                .filter(entry -> !settings.isNamed()
                        || BeanFactoryAnnotationUtils.isQualifierMatch(settings.name()::equals, entry.getKey(), beans))
                .map(Map.Entry::getValue)
                .toList();
    }
}
