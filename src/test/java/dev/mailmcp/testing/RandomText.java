package dev.mailmcp.testing;

import java.util.List;
import java.util.Random;

/**
 * Text for tests of properties. Every case has a seed of its own, which a failure names: {@code new RandomText(seed)} makes it
 * again.
 */
public final class RandomText {
    private static final long FIRST_SEED = 20_260_301;
    /** Those with a meaning in a header, an address, a mailbox name or an encoding come most often. */
    private static final List<String> ALPHABETS = List.of(
            "abcXYZ019",
            " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            "&-&+/,=?_ \"\\",
            "äöüßéñçøÅłśž",
            "привет αβγδ שלום مرحبا",
            "日本語中文한국",
            "e\u0301\u200d\u00a0\u0130\u0131",
            "😀👩🏽🇩🇪𝒳𐍈");

    private final Random random;

    public RandomText(long seed) {
        random = new Random(seed);
    }

    /** What has to hold for every text. */
    @FunctionalInterface
    public interface Property {
        void check(RandomText random) throws Exception;
    }

    /** Checks a property with so many seeds; a failure's message begins with the one it came from. */
    public static void forAll(int cases, Property property) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + cases; seed++) {
            try {
                property.check(new RandomText(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("new RandomText(" + seed + "): " + e, e);
            }
        }
    }

    public int upTo(int most) {
        return random.nextInt(most + 1);
    }

    public boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Letters in any case. */
    public String anyCase(String text) {
        var spelled = new StringBuilder();
        text.chars()
                .forEach(c -> spelled.append(
                        (char) (random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))));
        return spelled.toString();
    }

    /** 1 to {@code most} characters of an alphabet. */
    public String of(String alphabet, int most) {
        int[] characters = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = upTo(most - 1); i >= 0; i--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    /** Words of several scripts and signs, without control characters, line separators and halves of characters. */
    public String text(int mostWords) {
        var text = new StringBuilder();
        for (int i = upTo(mostWords); i > 0; i--) {
            text.append(chance(4) ? any(6) : of(pick(ALPHABETS), 8)).append(chance(2) ? " " : "");
        }
        return text.toString();
    }

    /** Any characters of Unicode but those that {@link #text} leaves out. */
    public String any(int most) {
        var text = new StringBuilder();
        for (int i = upTo(most - 1); i >= 0; ) {
            int c = random.nextInt(chance(2) ? 0x3000 : Character.MAX_CODE_POINT + 1);
            if (isText(c)) {
                text.appendCodePoint(c);
                i--;
            }
        }
        return text.toString();
    }

    public static boolean isText(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
