package dev.mailmcp.blackbox;

/** {@link CrowdRounds}, a hundred thousand of each. Run by {@code make soak}. */
class CrowdMain extends CrowdRounds {
    @Override
    int crowd() {
        return Integer.getInteger("crowd.size", 100_000);
    }
}
