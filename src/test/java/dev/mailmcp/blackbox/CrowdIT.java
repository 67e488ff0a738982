package dev.mailmcp.blackbox;

/** {@link CrowdRounds}, a few hundred of each. */
class CrowdIT extends CrowdRounds {
    @Override
    int crowd() {
        return Integer.getInteger("crowd.size", 300);
    }
}
