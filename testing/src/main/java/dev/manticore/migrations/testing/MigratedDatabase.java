package dev.manticore.migrations.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method, or all methods of a class together, a migrated database. A test, or one of its methods with
 * {@code @BeforeEach}, {@code @AfterEach}, {@code @BeforeAll} and so on, takes it as a parameter:
 *
 * <ul>
 *   <li>{@code javax.sql.DataSource};
 *   <li>{@code java.net.URI}, for clients other than JDBC;
 *   <li>{@code io.vertx.sqlclient.Pool}, if Vert.x is on the class path;
 *   <li>{@link TestDatabase}, which tells its address, user and password;
 *   <li>{@link MigrationTester}, with a database of its own, which is empty.
 * </ul>
 *
 * <p>The database is created when a parameter needs it, and dropped after the method, or the class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(MigratedDatabaseExtension.class)
public @interface MigratedDatabase {

    /** Where the migrations are: {@code classpath:LOCATION} or {@code filesystem:DIRECTORY}; one of the two is required. */
    String[] locations() default "classpath:db/migration";

    /** Who shares a database. A parameter of a method with {@code @BeforeAll} or {@code @AfterAll} needs {@link Scope#CLASS}. */
    Scope scope() default Scope.METHOD;

    /**
     * The server. The default is the one that the system property {@code manticore.test.url} or the environment variable
     * {@code MANTICORE_TEST_URL} names, with {@code manticore.test.user} and {@code manticore.test.password} or
     * {@code MANTICORE_TEST_USER} and {@code MANTICORE_TEST_PASSWORD}; where there is none, an embedded one.
     */
    Class<? extends TestServer> server() default DefaultTestServer.class;

    /** Placeholders and their values, each as {@code NAME=VALUE}. */
    String[] placeholders() default {};

    /** The schema of the migrations; empty for the connection's own. */
    String schema() default "";

    /** How long a database lasts. */
    enum Scope {
        /** Each test method has its own. */
        METHOD,
        /** All test methods of the class share one. Those of a nested class have their own. */
        CLASS
    }
}
