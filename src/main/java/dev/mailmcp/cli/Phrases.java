package dev.mailmcp.cli;

/** What several commands say. */
final class Phrases {
    private Phrases() {}

    static String ended(int grants) {
        return grants == 1 ? "1 grant has ended." : grants + " grants have ended.";
    }
}
