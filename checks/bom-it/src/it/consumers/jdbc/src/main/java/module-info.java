module com.example.jdbc {
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.jdbc;
    requires java.naming;
    requires org.postgresql.jdbc;
}
