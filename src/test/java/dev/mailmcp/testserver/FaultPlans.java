package dev.mailmcp.testserver;

import dev.mailmcp.testserver.Fault.Edit;
import dev.mailmcp.testserver.Fault.Way;
import dev.mailmcp.testserver.FaultProxy.Form;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Faults at random, of a seed: the same seed gives the same ones. */
public final class FaultPlans {
    private static final List<String> IMAP_LIES = List.of(
            "* 0 EXISTS",
            "* 999999 EXISTS",
            "* -1 EXISTS",
            "* 1 EXPUNGE",
            "* 4294967296 EXPUNGE",
            "* 1 FETCH (FLAGS (\\Deleted))",
            "* 1 FETCH (UID 4711 FLAGS ())",
            "* 2 FETCH (UID 1 ENVELOPE (NIL \"not this\" NIL NIL NIL NIL NIL NIL NIL NIL))",
            "* 3 FETCH (",
            "* OK [UIDVALIDITY 1] rebuilt",
            "* OK [CLOSED] closed",
            "* SEARCH 1 2 3 4294967295",
            "* LIST (\\Trash) \"/\" INBOX",
            "* LIST () NIL \"\"",
            "* CAPABILITY IMAP4rev1",
            "+ go on",
            "a1 OK again",
            "zz9 OK who",
            "* NO disk is nearly full",
            "* BAD what",
            "",
            "\u0000\u0001\u00ff");

    private final Random random;

    public FaultPlans(Random random) {
        this.random = random;
    }

    /** What can happen to any connection. */
    public Fault ofWires() {
        return one(List.of(
                () -> new Fault.Cut(Way.TO_CLIENT, octets()),
                () -> new Fault.Cut(Way.TO_CLIENT, octets()),
                () -> new Fault.Cut(Way.TO_SERVER, octets()),
                () -> new Fault.Cut(Way.TO_SERVER, random.nextInt(200)),
                () -> new Fault.HalfClose(octets()),
                () -> new Fault.Delay(1 + random.nextInt(60)),
                () -> new Fault.Throttle(20_000 + random.nextInt(200_000)),
                this::corrupt));
    }

    /** What a server may do, in plain text. */
    public Fault ofServers(Form form) {
        boolean imap = form == Form.IMAP;
        Supplier<Fault> farewell = () -> new Fault.Farewell(
                random.nextInt(30), imap ? "* BYE the server goes down" : "421 4.3.2 the server goes down");
        Supplier<Fault> cut = () -> new Fault.Cut(random.nextBoolean() ? Way.TO_CLIENT : Way.TO_SERVER, octets());
        return imap
                ? one(List.of(
                        farewell,
                        farewell,
                        cut,
                        () -> new Fault.Refuse(random.nextInt(6), "NO not now"),
                        () -> new Fault.Refuse(random.nextInt(6), "NO [UNAVAILABLE] not now"),
                        () -> new Fault.Refuse(random.nextInt(6), "BAD what"),
                        () -> new Fault.Renumber(1 + random.nextInt(9))))
                : one(List.of(farewell, cut));
    }

    /** What no server may do, in plain text. */
    public Fault ofLiars(Form form) {
        if (form != Form.IMAP) {
            return one(List.of(
                    this::corrupt,
                    () -> new Fault.Contradict(random.nextInt(4), "550 5.7.1 no"),
                    () -> new Fault.Contradict(random.nextInt(4), "451 4.3.0 later"),
                    () -> new Fault.Inject(random.nextInt(6), "250 2.0.0 fine")));
        }
        return one(List.of(
                this::corrupt,
                this::corrupt,
                () -> new Fault.LiteralSize(random.nextInt(3), size()),
                () -> new Fault.Inject(random.nextInt(12), IMAP_LIES.get(random.nextInt(IMAP_LIES.size()))),
                () -> new Fault.Inject(random.nextInt(12), IMAP_LIES.get(random.nextInt(IMAP_LIES.size()))),
                () -> new Fault.Contradict(random.nextInt(5), random.nextBoolean() ? "NO no" : "BAD what"),
                () -> new Fault.Flood(random.nextInt(3) == 0 ? 40 : 1, "* 1 FETCH (FLAGS (\\Seen))")));
    }

    private Fault corrupt() {
        return new Fault.Corrupt(
                List.of(Edit.values()).get(random.nextInt(3)),
                octets(),
                1 + random.nextInt(3),
                1 + random.nextInt(127));
    }

    private String size() {
        return List.of("0", "1", "70", "100000", "9999999999", "-5", "12x", "99999999999999999999")
                .get(random.nextInt(8));
    }

    /** Most exchanges are short. */
    private int octets() {
        return random.nextInt(random.nextBoolean() ? 600 : 12_000);
    }

    private Fault one(List<Supplier<Fault>> all) {
        return all.get(random.nextInt(all.size())).get();
    }
}
