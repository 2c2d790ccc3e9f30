package dev.manticore.migrations.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One message of PostgreSQL's protocol, version 3 ("Message Formats" in its documentation). The first message of a
 * connection has no type; it is {@link #STARTUP} here.
 */
public final class Frame {
    /** The type of a message that has none: the start of a connection. */
    public static final char STARTUP = '\0';

    private static final int CANCEL_REQUEST = 80877102;

    /** Who sent a message. */
    public enum Sender {
        CLIENT,
        SERVER
    }

    private final Sender sender;
    private final char type;
    private final byte[] payload;
    private final @Nullable Frame following;
    private final int connection;

    private Frame(Sender sender, char type, byte[] payload) {
        this(sender, type, payload, null, 0);
    }

    private Frame(Sender sender, char type, byte[] payload, @Nullable Frame following, int connection) {
        this.sender = sender;
        this.type = type;
        this.payload = payload;
        this.following = following;
        this.connection = connection;
    }

    /** Which of the proxy's connections it came on, from 1 in the order in which they were made; 0 for one that a test made. */
    public int connection() {
        return connection;
    }

    /** The same frame, of a connection. */
    Frame on(int number) {
        return new Frame(sender, type, payload, following, number);
    }

    public Sender sender() {
        return sender;
    }

    /** The type, as in the protocol's documentation: {@code 'Q'} from a client is a Query. */
    public char type() {
        return type;
    }

    public boolean isFrom(Sender expected, char expectedType) {
        return sender == expected && type == expectedType;
    }

    /** The text that the message begins with: of a Query its SQL, of a CommandComplete its tag. */
    public String text() {
        return textFrom(0);
    }

    /** The SQL of a Query or a Parse, and null for everything else. */
    public @Nullable String sql() {
        if (isFrom(Sender.CLIENT, 'Q')) {
            return text();
        }
        // The name of the prepared statement comes first.
        return isFrom(Sender.CLIENT, 'P') ? textFrom(end(0) + 1) : null;
    }

    /** Whether a connection is made to cancel what another one does: CancelRequest. */
    public boolean isCancelRequest() {
        return type == STARTUP && number() == CANCEL_REQUEST;
    }

    /** Matches a Query or Parse whose SQL contains a text. */
    public static Predicate<Frame> sql(String part) {
        return frame -> {
            String sql = frame.sql();
            return sql != null && sql.contains(part);
        };
    }

    /** Matches the server's CommandComplete with this tag, e.g. {@code COMMIT}. */
    public static Predicate<Frame> answer(String tag) {
        return frame -> frame.isFrom(Sender.SERVER, 'C') && frame.text().equals(tag);
    }

    /** A Query, as a client would send it. */
    public static Frame query(String sql) {
        return new Frame(Sender.CLIENT, 'Q', (sql + '\0').getBytes(UTF_8));
    }

    /** A CommandComplete, as the server would send it. */
    public static Frame complete(String tag) {
        return new Frame(Sender.SERVER, 'C', (tag + '\0').getBytes(UTF_8));
    }

    /** An ErrorResponse, as the server would send it. */
    public static Frame error(String sqlState, String message) {
        String fields = "SERROR\0VERROR\0C" + sqlState + "\0M" + message + "\0\0";
        return new Frame(Sender.SERVER, 'E', fields.getBytes(UTF_8));
    }

    /** A ParameterStatus, as the server would send it. */
    public static Frame parameter(String name, String value) {
        return new Frame(Sender.SERVER, 'S', (name + '\0' + value + '\0').getBytes(UTF_8));
    }

    /** The same frame, and another one after it. */
    public Frame and(Frame next) {
        return new Frame(sender, type, payload, next, connection);
    }

    /** A Query or a Parse with its SQL changed, and everything else as it is. */
    public Frame withSql(UnaryOperator<String> change) {
        String sql = sql();
        if (sql == null) {
            return this;
        }
        String changed = change.apply(sql);
        if (changed.equals(sql)) {
            return this;
        }
        int start = type == 'P' ? end(0) + 1 : 0;
        int end = end(start);
        byte[] text = changed.getBytes(UTF_8);
        return new Frame(
                sender,
                type,
                ByteBuffer.allocate(payload.length - (end - start) + text.length)
                        .put(payload, 0, start)
                        .put(text)
                        .put(payload, end, payload.length - end)
                        .array(),
                following,
                connection);
    }

    /** A DataRow of one value, as the server would send it. */
    public static Frame row(String value) {
        byte[] text = value.getBytes(UTF_8);
        return new Frame(
                Sender.SERVER,
                'D',
                ByteBuffer.allocate(Short.BYTES + Integer.BYTES + text.length)
                        .putShort((short) 1)
                        .putInt(text.length)
                        .put(text)
                        .array());
    }

    /** A BackendKeyData or a CancelRequest with the negative of its process, and anything else as it is. */
    Frame withNegatedProcess() {
        if (!isCancelRequest() && !isFrom(Sender.SERVER, 'K')) {
            return this;
        }
        ByteBuffer changed = ByteBuffer.wrap(payload.clone());
        int process = type == STARTUP ? Integer.BYTES : 0;
        return new Frame(
                sender, type, changed.putInt(process, -changed.getInt(process)).array(), following, connection);
    }

    static Frame readStartup(DataInputStream in) throws IOException {
        byte[] payload = readPayload(in);
        if (payload.length < Integer.BYTES) {
            throw new IOException("not a startup message");
        }
        return new Frame(Sender.CLIENT, STARTUP, payload);
    }

    static Frame read(Sender sender, DataInputStream in) throws IOException {
        char type = (char) in.readUnsignedByte();
        return new Frame(sender, type, readPayload(in));
    }

    private static byte[] readPayload(DataInputStream in) throws IOException {
        // The length counts itself.
        int length = in.readInt() - Integer.BYTES;
        if (length < 0) {
            throw new IOException("not a message of PostgreSQL's protocol");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    void write(DataOutputStream out) throws IOException {
        if (type != STARTUP) {
            out.writeByte(type);
        }
        out.writeInt(payload.length + Integer.BYTES);
        out.write(payload);
        if (following != null) {
            following.write(out);
        }
    }

    /** The number that a startup message begins with: the protocol's version, or the kind of request. */
    int number() {
        return ByteBuffer.wrap(payload).getInt();
    }

    private String textFrom(int start) {
        return start >= payload.length ? "" : new String(payload, start, end(start) - start, UTF_8);
    }

    private int end(int start) {
        int end = start;
        while (end < payload.length && payload[end] != 0) {
            end++;
        }
        return end;
    }

    @Override
    public String toString() {
        return sender + " '" + type + "' " + payload.length + " bytes";
    }
}
