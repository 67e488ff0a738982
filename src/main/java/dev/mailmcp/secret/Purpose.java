package dev.mailmcp.secret;

/** What a derived key is for. A thing sealed for one purpose can never be opened as another. */
public enum Purpose {
    ACCESS_TOKEN("at"),
    REFRESH_TOKEN("rt"),
    CLIENT("cl"),
    TRANSACTION("tx"),
    AUTHORIZATION_CODE("co"),
    ATTACHMENT_NAME("an"),
    ATTACHMENT_URL("au"),
    ATTACHMENT_OWNER("ao");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    /** The {@code typ} of what is sealed, and part of the derivation. */
    public String word() {
        return word;
    }
}
