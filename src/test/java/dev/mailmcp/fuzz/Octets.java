package dev.mailmcp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes inputs of a target out of others: octet by octet, with its words, and by parts, which end at dots, slashes, quotes and
 * lines. The same seed makes the same ones.
 */
final class Octets {
    private static final int LONGEST = 20_000;
    private static final int MOST_KEPT = 2_000;
    private static final String ENDS = ".,:/?&=@\"\n";

    private final Random random;
    private final List<byte[]> pool;
    private final List<byte[]> seeds;
    private final List<byte[]> words;

    Octets(Random random, Target target) {
        this.random = random;
        this.seeds = List.copyOf(target.seeds());
        this.pool = new ArrayList<>(seeds);
        this.words = target.words().stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    byte[] next() {
        byte[] input = any(random.nextBoolean() ? seeds : pool);
        for (int i = random.nextInt(4); i >= 0; i--) {
            input = step(input);
        }
        if (input.length > LONGEST) {
            input = Arrays.copyOf(input, LONGEST);
        }
        // Some are kept, so that mutations add up.
        if (random.nextInt(10) == 0) {
            if (pool.size() < MOST_KEPT) {
                pool.add(input);
            } else {
                pool.set(random.nextInt(MOST_KEPT), input);
            }
        }
        return input;
    }

    private byte[] step(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 4));
        return switch (random.nextInt(10)) {
            case 0 -> changed(input, (byte) (1 << random.nextInt(8)));
            case 1 -> changed(input, (byte) random.nextInt(256));
            case 2 -> changed(input, (byte) ' '); // The other case of a letter.
            case 3 -> joined(input, at, any(words), at);
            case 4 -> joined(input, at, any(words), end);
            case 5 -> joined(input, at, new byte[0], end);
            case 6 -> joined(input, at, Arrays.copyOfRange(input, at, end), at);
            case 7 -> Arrays.copyOf(input, at);
            case 8 -> parts(input);
            default -> spliced(input, any(pool));
        };
    }

    private byte[] changed(byte[] input, byte difference) {
        byte[] other = input.clone();
        if (other.length > 0) {
            other[random.nextInt(other.length)] ^= difference;
        }
        return other;
    }

    /** One of its parts becomes a word, or a part of another input. */
    private byte[] parts(byte[] input) {
        byte[] other = random.nextBoolean() ? any(words) : part(any(pool));
        int start = end(input, random.nextInt(input.length + 1));
        return joined(input, start, other, end(input, Math.min(input.length, start + 1)));
    }

    private byte[] part(byte[] input) {
        int start = end(input, random.nextInt(input.length + 1));
        return Arrays.copyOfRange(input, start, end(input, Math.min(input.length, start + 1)));
    }

    private static int end(byte[] input, int from) {
        int at = from;
        while (at < input.length && ENDS.indexOf(input[at]) < 0) {
            at++;
        }
        return at;
    }

    /** The start of one and the end of the other, mostly where they have the same place. */
    private byte[] spliced(byte[] one, byte[] other) {
        int at = random.nextInt(one.length + 1);
        int from = random.nextInt(4) > 0 ? Math.min(at, other.length) : random.nextInt(other.length + 1);
        return joined(one, at, Arrays.copyOfRange(other, from, other.length), one.length);
    }

    private static byte[] joined(byte[] around, int to, byte[] middle, int from) {
        byte[] all = Arrays.copyOf(around, to + middle.length + around.length - from);
        System.arraycopy(middle, 0, all, to, middle.length);
        System.arraycopy(around, from, all, to + middle.length, around.length - from);
        return all;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
