import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { boundedFetch } from '../lib/http.mjs';
import { PlainMcp } from '../lib/plain-mcp.mjs';
import { signIn } from '../lib/signin.mjs';
import { talk } from '../lib/talk.mjs';
import { tour } from '../lib/tour.mjs';

/** A strict protocol driver: every deviation from an RFC is an exception. Its tokens are then used by plain HTTP. */
export const name = 'oauth4webapi';

const INSECURE = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: boundedFetch };

async function discovered(step, settings) {
  const client = { client_id: settings.clientId };

  const challenge = await step('401 names the resource metadata and no error', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'ping' });
    const answer = await boundedFetch(settings.mcp, { method: 'POST', body });
    assert.equal(answer.status, 401);
    const header = answer.headers.get('www-authenticate');
    assert.match(header, /^Bearer .*resource_metadata="/);
    assert.doesNotMatch(header, /error=/);
    return header;
  });
  const as = await step('discovery, from the resource to its authorization server', async () => {
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

  const grant = async (authentication) => {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(as.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: settings.clientId,
      redirect_uri: settings.redirectUri,
      response_type: 'code',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      resource: settings.mcp.href,
      state,
    });
    const callback = oauth.validateAuthResponse(as, client, await signIn(settings, url), state);
    const request = () =>
      oauth.authorizationCodeGrantRequest(as, client, authentication, callback, settings.redirectUri, verifier, {
        ...INSECURE,
        additionalParameters: { resource: settings.mcp.href },
      });
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, await request());
    assert.equal(tokens.token_type, 'bearer');
    assert.ok(tokens.scope.includes('mail:send'), tokens.scope);
    return { tokens, again: request };
  };
  return { as, client, grant };
}

export async function run(step, settings) {
  const { as, client, grant } = await discovered(step, settings);
  const basic = oauth.ClientSecretBasic(settings.clientSecret);
  const post = oauth.ClientSecretPost(settings.clientSecret);
  await step('code and tokens with client_secret_basic', () => grant(basic));
  const { tokens } = await step('code and tokens with client_secret_post', () => grant(post));

  await step('a wrong secret is invalid_client', async () => {
    const wrong = oauth.ClientSecretBasic('not the secret');
    const answer = await oauth.refreshTokenGrantRequest(as, client, wrong, tokens.refresh_token, INSECURE);
    await assert.rejects(oauth.processRefreshTokenResponse(as, client, answer), (error) => {
      assert.equal(answer.status, 401);
      return error.error === 'invalid_client' || error.cause?.[0]?.scheme === 'basic';
    });
  });

  await tour(step, settings, name, new PlainMcp(settings.mcp, tokens.access_token));

  let current = tokens.refresh_token;
  for (const [method, authentication] of [['basic', basic], ['post', post]]) {
    await step(`refresh with client_secret_${method}, and a call with the new token`, async () => {
      const answer = await oauth.refreshTokenGrantRequest(as, client, authentication, current, INSECURE);
      const fresh = await oauth.processRefreshTokenResponse(as, client, answer);
      current = fresh.refresh_token ?? current;
      const result = await new PlainMcp(settings.mcp, fresh.access_token).call('list_mailboxes', {});
      assert.ok(result.structuredContent.mailboxes.length > 0);
    });
  }
  await step('a code is good once', async () => {
    const { again } = await grant(basic);
    const answer = await again();
    await assert.rejects(oauth.processAuthorizationCodeResponse(as, client, answer), (error) =>
      error.error === 'invalid_grant',
    );
  });
}

/** For the older revisions, which no SDK of today opens with. */
export async function session(step, settings, revision) {
  const { grant } = await discovered(step, settings);
  const { tokens } = await step('code and tokens', () => grant(oauth.ClientSecretBasic(settings.clientSecret)));
  const mcp = new PlainMcp(settings.mcp, tokens.access_token, revision);
  await talk(step, {
    capabilities: () => mcp.capabilities(),
    list: (method) => mcp.request(method),
    call: (tool, args) => mcp.call(tool, args),
  });
}
