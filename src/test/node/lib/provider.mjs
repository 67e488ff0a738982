import { randomUUID } from 'node:crypto';
import { signIn } from './signin.mjs';

/** An OAuthClientProvider for a client id that the operator handed out; serves both generations of the SDK. */
export class ScriptedProvider {
  #settings;
  #state = randomUUID();
  #verifier;
  #discovery;
  stored;
  callback;
  saved = 0;

  constructor(settings) {
    this.#settings = settings;
  }

  get redirectUrl() {
    return this.#settings.redirectUri;
  }

  get clientMetadata() {
    return {
      client_name: 'mail-mcp clients test',
      redirect_uris: [this.#settings.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    };
  }

  clientInformation() {
    return { client_id: this.#settings.clientId, client_secret: this.#settings.clientSecret };
  }

  state() {
    return this.#state;
  }

  tokens() {
    return this.stored;
  }

  saveTokens(tokens) {
    this.saved++;
    this.stored = tokens;
  }

  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }

  codeVerifier() {
    return this.#verifier;
  }

  saveDiscoveryState(discovery) {
    this.#discovery = discovery;
  }

  discoveryState() {
    return this.#discovery;
  }

  async redirectToAuthorization(url) {
    this.callback = await signIn(this.#settings, url);
    if (this.callback.get('state') !== this.#state) {
      throw new Error('the state did not come back as it was sent');
    }
  }

  /** As if an hour had passed: the access token is of no use, the refresh token is. */
  spoilAccessToken() {
    this.stored = { ...this.stored, access_token: 'spoiled' };
  }
}
