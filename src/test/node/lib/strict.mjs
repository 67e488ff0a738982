import assert from 'node:assert/strict';
import { PlainMcp } from './plain-mcp.mjs';
import { talk } from './talk.mjs';
import { reads } from './use.mjs';

/** How clients of a kind may prove themselves at the token endpoint. */
const METHODS = {
  generated: ['client_secret_basic', 'client_secret_post'],
  registered: ['client_secret_basic', 'client_secret_post', 'none'],
  document: ['none', 'private_key_jwt'],
};

/** How a library of protocol functions proves a client: a function by the method's name. */
async function proofs(library, settings) {
  const key = settings.signing && (await signingKey(settings.signing.key));
  return {
    client_secret_basic: (secret) => library.ClientSecretBasic(secret),
    client_secret_post: (secret) => library.ClientSecretPost(secret),
    none: () => library.None(),
    private_key_jwt: () => library.PrivateKeyJwt(key),
  };
}

async function signingKey(json) {
  const jwk = JSON.parse(json);
  const algorithm = { name: 'ECDSA', namedCurve: jwk.crv };
  return { key: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']), kid: jwk.kid };
}

function given(settings, method) {
  switch (method) {
    case 'none':
      return { id: settings.document };
    case 'private_key_jwt':
      return { id: settings.signing.document };
    default:
      return { id: settings.clientId, secret: settings.clientSecret };
  }
}

/**
 * The whole life of a grant, in each way in which a client may prove itself.
 *
 * @param register `(method) => { id, secret }`: registers a client
 * @param party `(id, proof) => { grant, refresh, revoke }`: the first two give what the token endpoint gave, and an error of
 *   its is an exception with that as `error`
 */
export async function lives(step, settings, library, register, party) {
  const proof = await proofs(library, settings);
  for (const method of METHODS[settings.kind]) {
    const client = await step(`is a client that proves itself with ${method}`, async () => {
      const { id, secret } = settings.kind === 'registered' ? await register(method) : given(settings, method);
      return party(id, proof[method](secret));
    });
    const first = await step(`code and tokens with ${method}`, () => client.grant());
    await talk(step, new PlainMcp(settings.mcp, first.access_token));
    const second = await step(`refresh with ${method}, and a call with the new token`, async () => {
      const fresh = await client.refresh(first.refresh_token);
      assert.notEqual(fresh.refresh_token, first.refresh_token);
      await reads(new PlainMcp(settings.mcp, fresh.access_token));
      return fresh;
    });
    await step(`revocation with ${method} ends all of the grant`, async () => {
      await client.revoke(second.refresh_token);
      await assert.rejects(reads(new PlainMcp(settings.mcp, second.access_token)), /answers 401/);
      await assert.rejects(client.refresh(second.refresh_token), (error) => error.error === 'invalid_grant');
    });
    await step('what is revoked already, or was no token, needs no revoking', async () => {
      await client.revoke(second.access_token);
      await client.revoke('no token');
    });
  }
}
