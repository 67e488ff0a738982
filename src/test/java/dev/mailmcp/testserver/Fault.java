package dev.mailmcp.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong on a connection that passes a {@link FaultProxy}. The first ones can happen to any connection, the next ones are
 * things a server may honestly do, the last ones are lies. What is counted is counted on each connection from the moment at which
 * the fault began; lies begin after the login.
 */
public sealed interface Fault {
    /** The trouble of one connection. */
    Trouble begin();

    /** Whether a connection to which it has happened is out of step with the server for good. */
    default boolean spoils() {
        return true;
    }

    /** Where octets go. */
    enum Way {
        TO_CLIENT,
        TO_SERVER
    }

    /** Sees what passes and hands it on, or not. A unit is a chunk of octets, or one whole line with its literals. */
    interface Trouble {
        default void toClient(byte[] unit, Wire wire) throws IOException, InterruptedException {
            wire.toClient(unit);
        }

        default void toServer(byte[] unit, Wire wire) throws IOException, InterruptedException {
            wire.toServer(unit);
        }
    }

    /** A connection as its trouble sees it. */
    interface Wire {
        void toClient(byte[] octets) throws IOException;

        void toServer(byte[] octets) throws IOException;

        /** Ends what is said to the client; it may go on talking. */
        void hush() throws IOException;

        /** Ends both connections, and throws. */
        void cut() throws IOException;

        boolean loggedIn();

        /** To be asked before doing harm: a fault that happens once only is told so after the first time. */
        boolean strikes();

        /** Ends both connections in a moment: what was taken away must not make the other side wait for long. */
        void cutSoon();

        /** Waits until the fault is over or the connection has ended. */
        void stall() throws InterruptedException;
    }

    /** All is well. */
    record None() implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {};
        }

        @Override
        public boolean spoils() {
            return false;
        }
    }

    /** Lets through so many octets one way, then does something: cuts it, for one. */
    abstract class Counted implements Trouble {
        private final Way way;
        private long left;
        private boolean struck;

        Counted(Way way, long after) {
            this.way = way;
            this.left = after;
        }

        abstract void strike(byte[] rest, Wire wire) throws IOException, InterruptedException;

        private void pass(byte[] unit, Wire wire) throws IOException {
            if (way == Way.TO_CLIENT) {
                wire.toClient(unit);
            } else {
                wire.toServer(unit);
            }
        }

        private void count(byte[] unit, Wire wire) throws IOException, InterruptedException {
            if (!struck && (left > unit.length || !wire.strikes())) {
                left = Math.max(0, left - unit.length);
                pass(unit, wire);
                return;
            }
            int before = struck ? 0 : (int) left;
            struck = true;
            if (before > 0) {
                pass(Arrays.copyOf(unit, before), wire);
            }
            strike(Arrays.copyOfRange(unit, before, unit.length), wire);
        }

        @Override
        public void toClient(byte[] unit, Wire wire) throws IOException, InterruptedException {
            if (way == Way.TO_CLIENT) {
                count(unit, wire);
            } else {
                wire.toClient(unit);
            }
        }

        @Override
        public void toServer(byte[] unit, Wire wire) throws IOException, InterruptedException {
            if (way == Way.TO_SERVER) {
                count(unit, wire);
            } else {
                wire.toServer(unit);
            }
        }
    }

    /** The connection ends after so many octets one way. */
    record Cut(Way way, long after) implements Fault {
        @Override
        public Trouble begin() {
            return new Counted(way, after) {
                @Override
                void strike(byte[] rest, Wire wire) throws IOException {
                    wire.cut();
                }
            };
        }
    }

    /** The server's side closes after so many octets; what the client says still arrives. */
    record HalfClose(long after) implements Fault {
        @Override
        public Trouble begin() {
            return new Counted(Way.TO_CLIENT, after) {
                @Override
                void strike(byte[] rest, Wire wire) throws IOException {
                    wire.hush();
                }
            };
        }
    }

    /** After so many octets one way nothing passes that way any more. */
    record Stall(Way way, long after) implements Fault {
        @Override
        public Trouble begin() {
            return new Counted(way, after) {
                @Override
                void strike(byte[] rest, Wire wire) throws IOException, InterruptedException {
                    wire.stall();
                    wire.cut();
                }
            };
        }
    }

    /** Everything arrives late, each way. */
    record Delay(int millis) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException, InterruptedException {
                    wire.strikes();
                    Thread.sleep(millis);
                    wire.toClient(unit);
                }

                @Override
                public void toServer(byte[] unit, Wire wire) throws IOException, InterruptedException {
                    Thread.sleep(millis);
                    wire.toServer(unit);
                }
            };
        }

        @Override
        public boolean spoils() {
            return false;
        }
    }

    /** The server's words arrive a few at a time. */
    record Throttle(int octetsPerSecond) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException, InterruptedException {
                    wire.strikes();
                    int slice = Math.max(1, octetsPerSecond / 20);
                    for (int at = 0; at < unit.length; at += slice) {
                        wire.toClient(Arrays.copyOfRange(unit, at, Math.min(unit.length, at + slice)));
                        Thread.sleep(50);
                    }
                }
            };
        }

        @Override
        public boolean spoils() {
            return false;
        }
    }

    /** What happens to octets. */
    enum Edit {
        FLIP,
        INSERT,
        DELETE
    }

    /**
     * A few octets of the server's, after so many that were right, are others, too many or missing.
     *
     * @param mask what is changed of each, or inserted; not 0
     */
    record Corrupt(Edit edit, long after, int octets, int mask) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                private long left = after;

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    if (left < 0 || !wire.loggedIn()) {
                        wire.toClient(unit);
                        return;
                    }
                    if (left >= unit.length || !wire.strikes()) {
                        left -= unit.length;
                        wire.toClient(unit);
                        return;
                    }
                    int at = (int) left;
                    left = -1;
                    wire.cutSoon();
                    wire.toClient(edited(unit, at, Math.min(octets, unit.length - at)));
                }
            };
        }

        private byte[] edited(byte[] unit, int at, int count) {
            var result = new ByteArrayOutputStream();
            result.write(unit, 0, at);
            for (int i = 0; i < count; i++) {
                switch (edit) {
                    case FLIP -> result.write(unit[at + i] ^ mask);
                    case INSERT -> {
                        result.write(mask + i);
                        result.write(unit[at + i]);
                    }
                    case DELETE -> {}
                }
            }
            result.write(unit, at + count, unit.length - at - count);
            return result.toByteArray();
        }
    }

    /** After so many of its lines the server says these words and hangs up; what it has taken it says before (RFC 5321 §4.2.5). */
    record Farewell(int after, String words) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                private int left = after;
                private volatile boolean handedOver;

                @Override
                public void toServer(byte[] unit, Wire wire) throws IOException {
                    handedOver = new String(unit, StandardCharsets.ISO_8859_1)
                            .strip()
                            .equals(".");
                    wire.toServer(unit);
                }

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    if (left-- == 0 && wire.strikes()) {
                        if (handedOver) {
                            wire.toClient(unit);
                        }
                        wire.toClient(line(words));
                        wire.cut();
                    }
                    wire.toClient(unit);
                }
            };
        }
    }

    /** A command after the login is refused by the server: it never sees it. */
    record Refuse(int after, String answer) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                private int left = after;

                @Override
                public void toServer(byte[] unit, Wire wire) throws IOException {
                    if (wire.loggedIn() && left-- == 0 && wire.strikes()) {
                        wire.toClient(line(firstWord(unit) + " " + answer));
                    } else {
                        wire.toServer(unit);
                    }
                }
            };
        }

        @Override
        public boolean spoils() {
            return false;
        }
    }

    /** The mailboxes were rebuilt: they have another UIDVALIDITY. */
    record Renumber(int by) implements Fault {
        private static final Pattern CODE = Pattern.compile("\\[UIDVALIDITY (\\d+)]");

        @Override
        public Trouble begin() {
            return new Trouble() {
                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    Matcher code = CODE.matcher(latin1(unit));
                    if (code.find() && wire.strikes()) {
                        wire.toClient(octets(code.replaceAll(
                                found -> "[UIDVALIDITY " + (Long.parseLong(found.group(1)) + by) + "]")));
                    } else {
                        wire.toClient(unit);
                    }
                }
            };
        }
    }

    /** A literal is announced with another size. */
    record LiteralSize(int after, String size) implements Fault {
        private static final Pattern LITERAL = Pattern.compile("\\{\\d+}\r\n");

        @Override
        public Trouble begin() {
            return new Trouble() {
                private int left = after;

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    Matcher literal = LITERAL.matcher(latin1(unit));
                    boolean now = wire.loggedIn() && literal.find() && left-- == 0 && wire.strikes();
                    if (now) {
                        wire.cutSoon();
                    }
                    wire.toClient(now ? octets(literal.replaceFirst("{" + size + "}\r\n")) : unit);
                }
            };
        }
    }

    /** The server's line of that number is preceded by one of ours. */
    record Inject(int after, String words) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                private int left = after;

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    if (wire.loggedIn() && left-- == 0 && wire.strikes()) {
                        wire.toClient(line(words));
                    }
                    wire.toClient(unit);
                }
            };
        }
    }

    /** The server did it and says that it did not. */
    record Contradict(int after, String answer) implements Fault {
        private static final Pattern DONE = Pattern.compile("([A-Za-z][^ ]* OK|250) .*", Pattern.DOTALL);

        @Override
        public Trouble begin() {
            return new Trouble() {
                private int left = after;

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    String said = latin1(unit);
                    if (wire.loggedIn() && DONE.matcher(said).matches() && left-- == 0 && wire.strikes()) {
                        String tag = said.startsWith("250") ? "" : firstWord(unit) + " ";
                        wire.toClient(line(tag + answer));
                    } else {
                        wire.toClient(unit);
                    }
                }
            };
        }
    }

    /** The server says the same thing again and again, for so many mebibytes, in the midst of an answer. */
    record Flood(int mebibytes, String words) implements Fault {
        @Override
        public Trouble begin() {
            return new Trouble() {
                private boolean done;

                @Override
                public void toClient(byte[] unit, Wire wire) throws IOException {
                    if (!done && wire.loggedIn() && wire.strikes()) {
                        done = true;
                        byte[] chunk = octets((words + "\r\n").repeat((1 << 16) / (words.length() + 2)));
                        for (long said = 0; said < (long) mebibytes << 20; said += chunk.length) {
                            wire.toClient(chunk);
                        }
                    }
                    wire.toClient(unit);
                }
            };
        }
    }

    private static String latin1(byte[] unit) {
        return new String(unit, StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] line(String words) {
        return octets(words + "\r\n");
    }

    private static String firstWord(byte[] unit) {
        return latin1(unit).split(" ", 2)[0];
    }
}
