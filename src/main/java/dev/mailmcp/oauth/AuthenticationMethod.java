package dev.mailmcp.oauth;

import java.util.Optional;
import java.util.stream.Stream;

/** The ways in which a client proves itself at the token endpoint (RFC 7591 §2). */
public enum AuthenticationMethod {
    NONE("none"),
    POST("client_secret_post"),
    BASIC("client_secret_basic");

    private final String word;

    AuthenticationMethod(String word) {
        this.word = word;
    }

    /** As metadata spells it. */
    public String word() {
        return word;
    }

    /** The method of that name, if it is one that we know. */
    public static Optional<AuthenticationMethod> of(String word) {
        return Stream.of(values()).filter(method -> method.word.equals(word)).findFirst();
    }
}
