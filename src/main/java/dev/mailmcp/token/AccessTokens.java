package dev.mailmcp.token;

/** Verifies access tokens for the protected resource. */
public interface AccessTokens {
    /** @param token as it stood in the Authorization header; anything at all */
    Verification verify(String token);

    /**
     * Notes that the mail server refused the credentials of this grant: until they are tried again with success at a refresh,
     * its tokens are of no use.
     */
    void markStale(String grantId);

    /** Whether the grant still stands: local attachment URLs die with it. */
    boolean alive(String grantId);
}
