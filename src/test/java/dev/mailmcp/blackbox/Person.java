package dev.mailmcp.blackbox;

/** Somebody with a mailbox. */
public record Person(String fullName, String email, String username, String password) {
    public static Person of(String fullName, String email, String password) {
        return new Person(fullName, email, email, password);
    }
}
