package dev.mailmcp.oauth;

import dev.mailmcp.secret.Sealer;

/** Seals what stands in client ids. They live longer than grants, so their keys are a ring of their own ({@code CLIENT_KEYS}). */
public record ClientSealer(Sealer sealer) {}
