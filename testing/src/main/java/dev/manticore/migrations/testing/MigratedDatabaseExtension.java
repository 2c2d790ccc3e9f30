package dev.manticore.migrations.testing;

import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves the parameters of tests with {@link MigratedDatabase}. */
final class MigratedDatabaseExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(MigratedDatabaseExtension.class);
    private static final String VERTX_POOL = "io.vertx.sqlclient.Pool";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DataSource.class
                || type == URI.class
                || type == TestDatabase.class
                || type == MigrationTester.class
                || type.getName().equals(VERTX_POOL);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MigratedDatabase annotation = annotation(context);
        boolean forClass = annotation.scope() == MigratedDatabase.Scope.CLASS;
        if (!forClass && context.getTestMethod().isEmpty()) {
            throw new ExtensionConfigurationException(
                    parameter.getDeclaringExecutable() + " is called for the whole class,"
                            + " but each method has a database of its own; set scope = Scope.CLASS in @MigratedDatabase");
        }
        ExtensionContext owner = forClass ? classContext(context) : context;
        Given given = owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Given.class, key -> new Given(databases(annotation, context)), Given.class);
        return given.parameter(parameter.getParameter().getType());
    }

    /** The class is asked for, and not the method; it may have inherited the annotation, or be nested. */
    private static MigratedDatabase annotation(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            MigratedDatabase found = AnnotationSupport.findAnnotation(type, MigratedDatabase.class)
                    .orElse(null);
            if (found != null) {
                return found;
            }
        }
        throw new ExtensionConfigurationException(
                context.getRequiredTestClass() + " has no annotation @MigratedDatabase");
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext found = context;
        while (found.getTestMethod().isPresent()) {
            found = found.getParent().orElseThrow();
        }
        return found;
    }

    /** One for each set of settings, and one server of each class, for the whole run: they are found in the root's store. */
    private static TestDatabases databases(MigratedDatabase annotation, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                .databases(annotation);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static void close(ExtensionContext context) {
        Given given = context.getStore(NAMESPACE).remove(Given.class, Given.class);
        if (given != null) {
            given.close();
        }
    }

    /** What is shared by all tests of the JVM. Their databases are dropped one by one. */
    private static final class Shared {
        private final ConcurrentMap<Class<?>, TestServer> servers = new ConcurrentHashMap<>();
        private final ConcurrentMap<List<Object>, TestDatabases> databases = new ConcurrentHashMap<>();

        TestDatabases databases(MigratedDatabase annotation) {
            List<Object> settings = List.of(
                    annotation.server(),
                    List.of(annotation.locations()),
                    List.of(annotation.placeholders()),
                    annotation.schema());
            return databases.computeIfAbsent(settings, key -> open(annotation));
        }

        private TestDatabases open(MigratedDatabase annotation) {
            TestDatabasesBuilder builder = new TestDatabasesBuilder(Stream.of(annotation.locations())
                            .map(Locations::source)
                            .toList())
                    .server(servers.computeIfAbsent(annotation.server(), key -> server(annotation.server())))
                    .schema(annotation.schema().isEmpty() ? null : annotation.schema());
            for (String placeholder : annotation.placeholders()) {
                int equals = placeholder.indexOf('=');
                if (equals < 1) {
                    throw new ExtensionConfigurationException(
                            "The placeholder '" + placeholder + "' in @MigratedDatabase is not of the form NAME=VALUE");
                }
                builder.placeholder(placeholder.substring(0, equals), placeholder.substring(equals + 1));
            }
            return builder.open();
        }

        private static TestServer server(Class<? extends TestServer> type) {
            try {
                Constructor<? extends TestServer> constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            } catch (ReflectiveOperationException failure) {
                throw new ExtensionConfigurationException(
                        "The server " + type.getName()
                                + " in @MigratedDatabase cannot be created; it needs a constructor"
                                + " without parameters",
                        failure);
            }
        }
    }

    /** What the parameters of one method, or of one class, were given. Used by one thread at a time. */
    private static final class Given {
        private final TestDatabases databases;
        private final List<AutoCloseable> opened = new ArrayList<>();
        private final ConcurrentMap<Class<?>, Object> parameters = new ConcurrentHashMap<>();

        Given(TestDatabases databases) {
            this.databases = databases;
        }

        synchronized Object parameter(Class<?> type) {
            Object known = parameters.get(type);
            if (known != null) {
                return known;
            }
            Object created = type == TestDatabase.class
                    ? opened(databases.create())
                    : type == MigrationTester.class ? opened(databases.tester()) : view(type);
            parameters.put(type, created);
            return created;
        }

        private Object view(Class<?> type) {
            TestDatabase database = (TestDatabase) parameter(TestDatabase.class);
            if (type == DataSource.class) {
                return database.dataSource();
            }
            return type == URI.class
                    ? database.uri()
                    : opened(VertxPool.of(database)).pool();
        }

        private <T extends AutoCloseable> T opened(T resource) {
            opened.add(resource);
            return resource;
        }

        /** In reverse order: a pool before its database. */
        synchronized void close() {
            RuntimeException failure = null;
            for (int index = opened.size() - 1; index >= 0; index--) {
                try {
                    opened.get(index).close();
                } catch (Exception suppressed) {
                    if (failure == null) {
                        failure = new IllegalStateException("A test database cannot be closed", suppressed);
                    } else {
                        failure.addSuppressed(suppressed);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
