package dev.mailmcp.blackbox;

/** {@link KillRounds}, ten of each. */
class KillsIT extends KillRounds {
    @Override
    int rounds() {
        return Integer.getInteger("kill.rounds", 10);
    }
}
