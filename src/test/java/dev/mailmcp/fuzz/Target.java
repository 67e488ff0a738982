package dev.mailmcp.fuzz;

import java.util.List;

/** Something that reads what strangers send, and the judge of what it takes. */
public interface Target {
    /** What there are good ones of, and known trouble. */
    List<byte[]> seeds();

    /** What an input may get in the middle of it. */
    List<String> words();

    /**
     * Has it read.
     *
     * @return whether it was taken
     * @throws AssertionError when it was taken and must not be; nothing else may be thrown
     */
    boolean judge(byte[] input);
}
