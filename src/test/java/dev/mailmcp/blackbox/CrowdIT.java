package dev.mailmcp.blackbox;

/** {@link CrowdRounds}, two hundred of each. */
class CrowdIT extends CrowdRounds {
    @Override
    int crowd() {
        return Integer.getInteger("crowd.size", 200);
    }
}
