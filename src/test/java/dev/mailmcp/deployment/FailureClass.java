package dev.mailmcp.deployment;

import java.util.Optional;

/**
 * The ways in which OAuth servers for MCP were really broken, each found at least once in the wild. Each has a test that
 * {@link Covers} it, or the reason why it has none here.
 */
enum FailureClass {
    V01("the redirect URI is not checked at the authorization endpoint"),
    V02("what was checked when the page was shown is taken from the form when it comes back"),
    V03("two parsers read the redirect URI differently"),
    V04("redirect URIs with schemes that run code"),
    V05("PKCE can be left out, or weakened"),
    V06("a code works twice"),
    V07("who replays a code without proof logs the owner out"),
    V08("a race lets a code or a refresh token be used twice"),
    V09("a refresh token works for another client, or without the client's secret"),
    V10("a code works for another client"),
    V11("a static upstream client makes a confused deputy", "there is no upstream sign-in yet"),
    V12("the upstream's answer is not bound to the browser", "there is no upstream sign-in yet"),
    V13("another site submits the consent form"),
    V14("who agreed once is not asked again"),
    V15("a code is given out though nobody signed in"),
    V16("script in whatever is shown on a page; of an upstream's error there is nothing to show yet"),
    V17("metadata links with schemes that run code"),
    V18("the fetch of a client document reaches the operator's network"),
    V19("the fetch follows redirects, reads without end, or keeps errors"),
    V20("a client document speaks for another URL than its own"),
    V21("a client document brings a secret that everybody can read"),
    V22("a client document is changed between consent and token"),
    V23("a person names a mail host inside the operator's network"),
    V24("the sign-in form tells whether a mailbox exists, or takes guesses without end"),
    V25("an error sends people to a stranger's address"),
    V26("a page is shown in a frame"),
    V27("the page's own policy stops the redirect to the client"),
    V28("the redirect after the form carries the password on"),
    V29("code or state leak by referrer or cache"),
    V30("a client cannot tell which server answered"),
    V31("the metadata name whatever host a request named"),
    V32("metadata hold addresses that a client's shell would run"),
    V33("a token for another resource is taken"),
    V34("a token of another kind or issuer is taken"),
    V35("a handle of one person works for another"),
    V36("tasks of others can be listed", "there are no tasks"),
    V37("who asks for nothing fills the server's memory or disk"),
    V38("a sign-in leaves a session behind; of an upstream's answer there is nothing to swap yet"),
    V39("a token can be revoked by a client that it is not for"),
    V40("a client chooses its method of authentication anew"),
    V41("an odd Content-Type breaks the token endpoint"),
    V42("a token's header chooses how it is opened"),
    V43("cookies grow with every sign-in"),
    V44("a browser without cookies is sent round in circles"),
    V45("a program on the person's computer poses as the client"),
    V46("a client's name poses as another's"),
    V47("a client's name holds what cannot be seen"),
    V48("a mailbox whose password changed answers with anything but 401");

    private final String sentence;
    private final Optional<String> reasonForNone;

    FailureClass(String sentence) {
        this.sentence = sentence;
        this.reasonForNone = Optional.empty();
    }

    FailureClass(String sentence, String reasonForNone) {
        this.sentence = sentence;
        this.reasonForNone = Optional.of(reasonForNone);
    }

    String sentence() {
        return sentence;
    }

    /** Why it cannot be tested here; empty when it is. */
    Optional<String> reasonForNone() {
        return reasonForNone;
    }
}
