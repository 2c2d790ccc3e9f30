package dev.manticore.migrations.embedded;

/** How to log in to a running server. */
record Login(int port, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[port=" + port + ", user=" + user + "]";
    }
}
