package dev.mailmcp.attachment.local;

/** Whether a grant still stands. A download URL works only as long as the grant it was made under. */
@FunctionalInterface
public interface GrantLife {
    boolean alive(String grantId);
}
