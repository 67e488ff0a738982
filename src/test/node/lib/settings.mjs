/**
 * What to drive and as whom, from the environment.
 *
 * CLIENT_KIND says how the client came to be one: `generated` by the operator, with CLIENT_ID and CLIENT_SECRET; `registered`
 * by itself; known by a `document`, which stands at CLIENT_DOCUMENT. A client that signs has another at SIGNING_DOCUMENT, and
 * its key, a JWK, is SIGNING_KEY.
 */
const KINDS = ['generated', 'registered', 'document'];

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
}

export function settings() {
  const base = required('BASE_URL').replace(/\/$/, '');
  const kind = process.env.CLIENT_KIND ?? KINDS[0];
  if (!KINDS.includes(kind)) {
    console.error(`CLIENT_KIND is none of ${KINDS.join(', ')}`);
    process.exit(2);
  }
  return {
    base,
    mcp: new URL(`${base}/mcp`),
    kind,
    clientId: kind === 'generated' ? required('CLIENT_ID') : undefined,
    clientSecret: kind === 'generated' ? required('CLIENT_SECRET') : undefined,
    document: kind === 'document' ? required('CLIENT_DOCUMENT') : undefined,
    signing: kind === 'document' ? { document: required('SIGNING_DOCUMENT'), key: required('SIGNING_KEY') } : undefined,
    redirectUri: process.env.REDIRECT_URI ?? 'http://127.0.0.1:33419/callback',
    email: required('MAIL_ADDRESS'),
    username: process.env.MAIL_USERNAME ?? required('MAIL_ADDRESS'),
    password: required('MAIL_PASSWORD'),
    only: (process.env.CLIENTS ?? '').split(',').filter(Boolean),
    session: process.env.SESSION ?? '',
  };
}
