package dev.mailmcp.page;

/**
 * How clients get in, for the page that says so.
 *
 * @param open whether a client needs nothing but the address: else it needs an id and a secret that the operator made
 */
public record Entry(boolean open) {}
