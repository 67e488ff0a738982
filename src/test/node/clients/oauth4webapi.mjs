import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { boundedFetch } from '../lib/http.mjs';
import { PlainMcp } from '../lib/plain-mcp.mjs';
import { signIn } from '../lib/signin.mjs';
import { lives } from '../lib/strict.mjs';
import { talk } from '../lib/talk.mjs';
import { tour } from '../lib/tour.mjs';

/** A strict protocol driver: every deviation from an RFC is an exception. Its tokens are then used by plain HTTP. */
export const name = 'oauth4webapi';

const INSECURE = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: boundedFetch };

async function discovered(step, settings) {
  const challenge = await step('401 names the resource metadata and no error', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'ping' });
    const answer = await boundedFetch(settings.mcp, { method: 'POST', body });
    assert.equal(answer.status, 401);
    const header = answer.headers.get('www-authenticate');
    assert.match(header, /^Bearer .*resource_metadata="/);
    assert.doesNotMatch(header, /error=/);
    return header;
  });
  return step('discovery, from the resource to its authorization server', async () => {
    const expected = `${settings.base}/.well-known/oauth-protected-resource/mcp`;
    assert.ok(challenge.includes(`resource_metadata="${expected}"`), challenge);
    const resource = await oauth.processResourceDiscoveryResponse(
      settings.mcp,
      await oauth.resourceDiscoveryRequest(settings.mcp, INSECURE),
    );
    const issuer = new URL(resource.authorization_servers[0]);
    const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE });
    return oauth.processDiscoveryResponse(issuer, response);
  });
}

/** A client at the token endpoint. */
class Party {
  #settings;
  #as;
  #client;
  #proof;

  constructor(settings, as, id, proof) {
    this.#settings = settings;
    this.#as = as;
    this.#client = { client_id: id };
    this.#proof = proof;
  }

  /** The code, as a function that redeems it. */
  async code() {
    const { mcp, redirectUri } = this.#settings;
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(this.#as.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: this.#client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      resource: mcp.href,
      state,
    });
    const callback = oauth.validateAuthResponse(this.#as, this.#client, await signIn(this.#settings, url), state);
    const options = { ...INSECURE, additionalParameters: { resource: mcp.href } };
    return async () => {
      const answer = await oauth.authorizationCodeGrantRequest(
        this.#as, this.#client, this.#proof, callback, redirectUri, verifier, options);
      return oauth.processAuthorizationCodeResponse(this.#as, this.#client, answer);
    };
  }

  async grant() {
    const redeem = await this.code();
    const tokens = await redeem();
    assert.equal(tokens.token_type, 'bearer');
    assert.ok(tokens.scope.includes('mail:send'), tokens.scope);
    return tokens;
  }

  async refresh(token) {
    const answer = await oauth.refreshTokenGrantRequest(this.#as, this.#client, this.#proof, token, INSECURE);
    return oauth.processRefreshTokenResponse(this.#as, this.#client, answer);
  }

  async revoke(token) {
    const answer = await oauth.revocationRequest(this.#as, this.#client, this.#proof, token, INSECURE);
    return oauth.processRevocationResponse(answer);
  }
}

export async function run(step, settings) {
  const as = await discovered(step, settings);

  const register = async (method) => {
    const asked = { client_name: name, redirect_uris: [settings.redirectUri], token_endpoint_auth_method: method };
    const answer = await oauth.dynamicClientRegistrationRequest(as, asked, INSECURE);
    const told = await oauth.processDynamicClientRegistrationResponse(answer);
    assert.equal(told.token_endpoint_auth_method, method);
    return { id: told.client_id, secret: told.client_secret };
  };
  const party = (id, proof) => new Party(settings, as, id, proof);

  await lives(step, settings, oauth, register, party);
  if (settings.kind === 'generated') {
    const ours = party(settings.clientId, oauth.ClientSecretPost(settings.clientSecret));
    const tokens = await step('code and tokens once more', () => ours.grant());
    await tour(step, settings, name, new PlainMcp(settings.mcp, tokens.access_token));
    await mistakes(step, ours, party(settings.clientId, oauth.ClientSecretBasic('not the secret')));
  }
}

/** What is refused, and in the words of the RFC. */
async function mistakes(step, ours, stranger) {
  await step('a wrong secret is invalid_client', () =>
    assert.rejects(
      stranger.refresh('any'),
      (error) => error.status === 401 && (error.error === 'invalid_client' || error.cause?.[0]?.scheme === 'basic'),
    ),
  );
  await step('a code is good once', async () => {
    const redeem = await ours.code();
    await redeem();
    await assert.rejects(redeem(), (error) => error.error === 'invalid_grant');
  });
}

/** For the older revisions, which no SDK of today opens with. */
export async function session(step, settings, revision) {
  const as = await discovered(step, settings);
  const proof = oauth.ClientSecretBasic(settings.clientSecret);
  const tokens = await step('code and tokens', () => new Party(settings, as, settings.clientId, proof).grant());
  await talk(step, new PlainMcp(settings.mcp, tokens.access_token, revision));
}
