package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.OwnDataSource;
import dev.manticore.migrations.application.SettingProblems;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The database of migrations that have connections of their own: if a URL or a user is set for them, and where the
 * application has the reactive client alone. What is not set is taken from the data source.
 */
record OwnDatabase(DataSourceSettings settings) {
    private static final String JDBC = "jdbc.url";
    private static final String REACTIVE = "reactive.url";

    /** Empty if the migrations use the connections of the data source, and if there is a problem. */
    Optional<DataSource> find(SettingProblems problems) {
        DataSourceRuntimeConfig config = settings.config();
        boolean jdbc = settings.migrations().jdbc();
        Config all = ConfigProvider.getConfig();
        if (config.url().isPresent()) {
            return connect(settings.property("url"), config.url().get(), all, problems);
        }
        if (config.user().isEmpty() && config.password().isPresent()) {
            problems.passwordWithoutUser(settings.property("password"), settings.property("user"));
            return Optional.empty();
        }
        if (jdbc && config.user().isEmpty()) {
            return Optional.empty();
        }
        String key = DataSourceUtil.dataSourcePropertyKey(settings.dataSource(), jdbc ? JDBC : REACTIVE);
        Optional<String> url = ofDataSource(all, jdbc ? JDBC : REACTIVE);
        if (url.isEmpty()) {
            problems.add(key, "It is not set.", "Set it, or set " + settings.property("url") + ".");
            return Optional.empty();
        }
        return connect(key, plain(url.get()), all, problems);
    }

    /** Without what names the driver, and without a user if there is another one. Of several reactive ones, the first. */
    private String plain(String url) {
        String plain = url.split(",", 2)[0]
                .strip()
                .replaceFirst("^vertx-reactive:", "")
                .replaceFirst("^jdbc:(otel|tracing):", "jdbc:");
        return settings.config().user().isPresent() ? Connection.withoutUser(plain) : plain;
    }

    private Optional<DataSource> connect(String place, String url, Config all, SettingProblems problems) {
        Optional<String> user = settings.config().user();
        return problems.value(
                place,
                "Use postgresql://host:port/database or jdbc:postgresql://host:port/database.",
                () -> OwnDataSource.of(Connection.to(
                        url,
                        user.or(() -> ofDataSource(all, "username")).orElse(null),
                        settings.config()
                                .password()
                                .or(() -> user.isPresent() ? Optional.empty() : ofDataSource(all, "password"))
                                .orElse(null))));
    }

    private Optional<String> ofDataSource(Config all, String key) {
        return DataSourceUtil.dataSourcePropertyKeys(settings.dataSource(), key).stream()
                .flatMap(each -> all.getOptionalValue(each, String.class).stream())
                .findFirst();
    }
}
