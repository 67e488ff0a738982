package dev.mailmcp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lists, reads, searches, in turn, at the product. */
final class ReadingLoop implements Loop {
    /** Summaries of a search. */
    static final int LIMIT = 10;

    private final KeptConnection connection;
    private final int port;
    private final String token;
    private final int messages;

    ReadingLoop(int port, String token, int messages) throws IOException {
        this.connection = new KeptConnection(port);
        this.port = port;
        this.token = token;
        this.messages = messages;
    }

    /** Here and there in the mailbox, the same for everybody. */
    static long uid(int turn, int messages) {
        return 1 + turn * 37L % messages;
    }

    @Override
    public void call(int turn) throws IOException {
        Call call =
                switch (turn % 3) {
                    case 0 -> Call.PAGE;
                    case 1 ->
                        new Call(
                                "tools/call",
                                "get_mail_message",
                                "{\"folder\":\"INBOX\",\"uid\":" + uid(turn, messages) + "}");
                    default ->
                        new Call(
                                "tools/call",
                                "search_mail_messages",
                                "{\"folder\":\"INBOX\",\"query\":\"SUBJECT Lisbon SINCE 1-Oct-2026\",\"limit\":" + LIMIT
                                        + "}");
                };
        exchange(connection, call, port, token);
    }

    /** @throws IOException when the tool says that something went wrong */
    static void exchange(KeptConnection connection, Call call, int port, String token) throws IOException {
        String answer = new String(connection.exchange(call.request(port, token)), StandardCharsets.ISO_8859_1);
        if (answer.contains("\"isError\":true") || !answer.contains("\"result\"")) {
            throw new IOException(call + ": " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
