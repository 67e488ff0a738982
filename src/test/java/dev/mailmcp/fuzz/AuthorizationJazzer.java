package dev.mailmcp.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer drives of the authorization server. The first octet of an input picks the target, the second one of its seeds, the
 * third and fourth where the rest is written over it; or the rest is all there is. What is sealed is made anew by each process,
 * so that an input can only say of it what is changed.
 */
public final class AuthorizationJazzer {
    private static final String MEASURED =
            "dev.mailmcp.oauth.**:dev.mailmcp.token.**:dev.mailmcp.document.**" + ":dev.mailmcp.secret.**";
    private static final List<Targets> KINDS = List.of(Targets.values());
    private static final List<Target> TARGETS =
            KINDS.stream().map(kind -> kind.open(new OneOrigin())).toList();
    private static final List<List<byte[]>> SEEDS =
            TARGETS.stream().map(Target::seeds).toList();
    /** What the second octet is when the rest is all there is. */
    private static final int ALONE = 0xFF;

    private static final int HEAD = 4;

    private AuthorizationJazzer() {}

    /** Called by Jazzer before the first, which has to be quick: the targets are there by then. */
    public static void fuzzerInitialize() {
        TARGETS.forEach(target -> target.judge(new byte[0]));
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] octets) {
        if (octets.length >= HEAD) {
            int target = (octets[0] & 0xFF) % TARGETS.size();
            TARGETS.get(target).judge(input(octets, SEEDS.get(target)));
        }
    }

    private static byte[] input(byte[] octets, List<byte[]> seeds) {
        int second = octets[1] & 0xFF;
        byte[] rest = Arrays.copyOfRange(octets, HEAD, octets.length);
        if (second == ALONE) {
            return rest;
        }
        byte[] seed = seeds.get(second % seeds.size());
        int at = ByteBuffer.wrap(octets, 2, 2).getShort() & 0xFFFF;
        int from = at % (seed.length + 1);
        byte[] changed = Arrays.copyOf(seed, Math.max(seed.length, from + rest.length));
        System.arraycopy(rest, 0, changed, from, rest.length);
        return changed;
    }

    /** See {@link Jazzer#start(Path, Duration)}. */
    static Process start(Path folder, Duration length) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (int target = 0; target < TARGETS.size(); target++) {
            boolean sealed = KINDS.get(target).isSealed();
            List<byte[]> seeds = SEEDS.get(target);
            for (int i = 0; i < seeds.size(); i++) {
                byte[] seed = sealed ? new byte[0] : seeds.get(i);
                corpus.add(ByteBuffer.allocate(HEAD + seed.length)
                        .put((byte) target)
                        .put((byte) (sealed ? i : ALONE))
                        .putShort((short) 0)
                        .put(seed)
                        .array());
            }
        }
        return Jazzer.start(folder, length, AuthorizationJazzer.class, MEASURED, corpus);
    }
}
