import { randomUUID } from 'node:crypto';
import { signIn } from './signin.mjs';

/** An OAuthClientProvider, serving both generations of the SDK, for each kind of client. */
export class ScriptedProvider {
  #settings;
  #method;
  #information;
  #state = randomUUID();
  #verifier;
  #discovery;
  stored;
  callback;
  saved = 0;
  /** Ids that it got, by registering or as the address of its document. */
  ids = [];

  /** @param method by which it wants to prove itself when it registers */
  constructor(settings, method) {
    this.#settings = settings;
    this.#method = method;
    this.clientMetadataUrl = settings.document;
    this.#information = this.#given();
  }

  /** What the operator handed out. */
  #given() {
    const { kind, clientId, clientSecret } = this.#settings;
    return kind === 'generated' ? { client_id: clientId, client_secret: clientSecret } : undefined;
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
      token_endpoint_auth_method: this.#method,
    };
  }

  clientInformation() {
    return this.#information;
  }

  saveClientInformation(information) {
    if (information.client_id !== this.#information?.client_id) {
      this.ids.push(information.client_id);
    }
    this.#information = information;
  }

  invalidateCredentials(what) {
    if (what === 'all' || what === 'client') {
      this.#information = this.#given();
    }
    if (what === 'all' || what === 'tokens') {
      this.stored = undefined;
    }
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

  /** As if the grant had ended. */
  spoilTokens() {
    this.stored = { ...this.stored, access_token: 'spoiled', refresh_token: 'spoiled' };
  }

  /** As if the server had forgotten the client. */
  spoilClient() {
    this.spoilAccessToken();
    this.#information = { ...this.#information, client_id: 'mc1.spoiled' };
  }
}
