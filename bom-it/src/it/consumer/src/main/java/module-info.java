module com.example.consumer {
    requires dev.manticore.migrations;
}
