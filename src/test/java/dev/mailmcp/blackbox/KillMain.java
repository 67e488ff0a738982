package dev.mailmcp.blackbox;

/** {@link KillRounds}, two hundred of each. Run by {@code make soak}. */
class KillMain extends KillRounds {
    @Override
    int rounds() {
        return Integer.getInteger("kill.rounds", 200);
    }
}
