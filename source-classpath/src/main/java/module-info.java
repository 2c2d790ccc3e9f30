import org.jspecify.annotations.NullMarked;

/** Migrations from the class path or a module: {@link dev.manticore.migrations.classpath.ClasspathSource}. */
@NullMarked
module dev.manticore.migrations.classpath {
    requires static dagger;
    requires static jakarta.inject;
    requires static java.compiler;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.manticore.migrations;

    exports dev.manticore.migrations.classpath;
    exports dev.manticore.migrations.classpath.dagger;
}
