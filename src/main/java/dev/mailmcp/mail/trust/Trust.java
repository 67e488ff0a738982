package dev.mailmcp.mail.trust;

import java.util.List;

/** How far a mail may be believed. That there is no sign proves nothing. */
public record Trust(Authentication authentication, List<Sign> signs) {
    public Trust {
        signs = List.copyOf(signs);
    }
}
