package dev.mailmcp.bench;

import java.io.IOException;
import java.util.Random;

/** What a person's assistant does over a day, without the pauses: mostly reading, some tidying up, a draft now and then. */
final class MixedLoop implements Loop {
    private final KeptConnection connection;
    private final int port;
    private final String token;
    private final int messages;
    private final Random random;
    private long oldest = 1;

    /** @param messages in INBOX; its older half may be moved away */
    MixedLoop(int port, String token, int messages, long seed) throws IOException {
        this.connection = new KeptConnection(port);
        this.port = port;
        this.token = token;
        this.messages = messages;
        this.random = new Random(seed);
    }

    @Override
    public void call(int turn) throws IOException {
        ReadingLoop.exchange(connection, next(turn), port, token);
    }

    private Call next(int turn) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            return Call.PAGE;
        }
        if (dice < 60) {
            return tool("get_mail_message", "\"folder\":\"INBOX\",\"uid\":" + recent());
        }
        if (dice < 70) {
            return tool("search_mail_messages", "\"folder\":\"INBOX\",\"query\":\"SUBJECT Lisbon\",\"limit\":10");
        }
        if (dice < 80) {
            return tool("list_mailboxes", "");
        }
        if (dice < 93) {
            String change = random.nextBoolean() ? "add" : "remove";
            return tool(
                    "update_mail_message_flags",
                    "\"folder\":\"INBOX\",\"uid\":" + recent() + ",\"" + change + "\":[\"Flagged\"]");
        }
        if (dice < 97 && oldest < messages / 2) {
            return tool("move_mail_message", "\"folder\":\"INBOX\",\"destination\":\"Archive\",\"uid\":" + oldest++);
        }
        return tool(
                "create_draft_mail_message",
                "\"to\":\"grace@example.org\",\"subject\":\"Draft " + turn + "\",\"text_body\":\"More on Thursday.\"");
    }

    private long recent() {
        return (long) messages - random.nextInt(messages / 2);
    }

    private static Call tool(String name, String arguments) {
        return new Call("tools/call", name, "{" + arguments + "}");
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
