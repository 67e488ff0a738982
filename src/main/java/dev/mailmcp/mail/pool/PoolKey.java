package dev.mailmcp.mail.pool;

/**
 * For whom a connection is kept. Only an equal key ever gets it.
 *
 * @param login stands for the server, the login and the credential, and tells none of them
 * @param host whose connections are counted together
 * @param grant with which it ends
 */
public record PoolKey(String login, String host, String grant) {}
