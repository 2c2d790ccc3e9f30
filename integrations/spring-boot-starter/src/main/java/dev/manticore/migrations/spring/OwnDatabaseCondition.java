package dev.manticore.migrations.spring;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** Below a context that migrates, only a context with a database of its own does. */
final class OwnDatabaseCondition extends SpringBootCondition implements ConfigurationCondition {
    /** By name, since an application need not have all of them. */
    private static final List<String> DATABASES = List.of(
            "javax.sql.DataSource",
            "io.r2dbc.spi.ConnectionFactory",
            "io.vertx.sqlclient.Pool",
            "dev.manticore.migrations.spi.TxRunner",
            "dev.manticore.migrations.spi.AsyncTxRunner",
            "dev.manticore.migrations.Migrator",
            "dev.manticore.migrations.AsyncMigrator",
            "dev.manticore.migrations.spring.ApplicationMigrations");

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory(), "beanFactory");
        ConditionMessage.Builder message = ConditionMessage.forCondition("database of the context's own");
        if (!migratesAbove(context.getBeanFactory().getParentBeanFactory())) {
            return ConditionOutcome.match(message.because("no parent context migrates"));
        }
        return DATABASES.stream()
                .filter(type -> isBean(type, beans, context.getClassLoader()))
                .findFirst()
                .map(type -> ConditionOutcome.match(message.foundExactly("bean of type " + type)))
                .orElseGet(() -> ConditionOutcome.noMatch(message.because("the parent context migrates its database")));
    }

    private static boolean migratesAbove(@Nullable BeanFactory parent) {
        return parent instanceof ListableBeanFactory beans
                && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ApplicationMigrations.class, true, false)
                                .length
                        > 0;
    }

    private static boolean isBean(String type, ListableBeanFactory beans, @Nullable ClassLoader loader) {
        return ClassUtils.isPresent(type, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length > 0;
    }
}
