package dev.mailmcp.web;

/** Which browser origins may read an endpoint's answers (Fetch standard, CORS protocol). Never with credentials. */
public enum Cors {
    /** None: no header, and OPTIONS is a method like any other. */
    NONE,
    /** Any origin: public documents, and the token endpoint whose answers need the client's own secrets. */
    ANY,
    /** The origins of ALLOWED_ORIGINS; a request from another origin is refused with 403. */
    LISTED
}
