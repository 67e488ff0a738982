import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import { boundedFetch } from '../lib/http.mjs';
import { signIn } from '../lib/signin.mjs';
import { lives } from '../lib/strict.mjs';

/** openid-client: what many programs sign in with, and as strict as the protocol driver that it is built on. */
export const name = 'openid-client';

const PLAIN_OAUTH = {
  algorithm: 'oauth2',
  execute: [openid.allowInsecureRequests],
  [openid.customFetch]: boundedFetch,
};

export function run(step, settings) {
  const issuer = new URL(settings.base);

  const register = async (method) => {
    const asked = { client_name: name, redirect_uris: [settings.redirectUri], token_endpoint_auth_method: method };
    const config = await openid.dynamicClientRegistration(issuer, asked, openid.None(), PLAIN_OAUTH);
    const told = config.clientMetadata();
    assert.equal(told.token_endpoint_auth_method, method);
    return { id: told.client_id, secret: told.client_secret };
  };

  const party = async (id, proof) => {
    const config = await openid.discovery(issuer, id, undefined, proof, PLAIN_OAUTH);
    return {
      grant: () => grant(config),
      refresh: (token) => openid.refreshTokenGrant(config, token),
      revoke: (token) => openid.tokenRevocation(config, token),
    };
  };

  const grant = async (config) => {
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const resource = settings.mcp.href;
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: settings.redirectUri,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      resource,
      state: expectedState,
    });
    const callback = new URL(settings.redirectUri);
    callback.search = await signIn(settings, url);
    return openid.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState }, { resource });
  };

  return lives(step, settings, openid, register, party);
}
