import assert from 'node:assert/strict';
import { boundedFetch } from './http.mjs';

/** MCP without an SDK: one POST per request, no session. */
export class PlainMcp {
  #url;
  #token;
  #revision;
  #id = 0;

  constructor(url, token, revision = '2025-11-25') {
    this.#url = url;
    this.#token = token;
    this.#revision = revision;
  }

  /** Opens as a legacy client does. */
  async capabilities() {
    const clientInfo = { name: 'mail-mcp-test', version: '0' };
    const opening = { protocolVersion: this.#revision, capabilities: {}, clientInfo };
    const { protocolVersion, capabilities } = await this.request('initialize', opening);
    assert.equal(protocolVersion, this.#revision);
    const answer = await this.#post({ method: 'notifications/initialized' });
    assert.equal(answer.status, 202);
    return capabilities;
  }

  async listTools() {
    return (await this.request('tools/list', {})).tools;
  }

  list(method) {
    return this.request(method);
  }

  call(name, args) {
    return this.request('tools/call', { name, arguments: args });
  }

  /** A request by its method; an error is an exception. */
  async request(method, params = {}) {
    const answer = await this.#post({ id: ++this.#id, method, params });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${method} answers ${answer.status}: ${text.slice(0, 300)}`);
    const json = answer.headers.get('content-type').startsWith('text/event-stream')
      ? text.split('\n').findLast((line) => line.startsWith('data:')).slice(5)
      : text;
    const message = JSON.parse(json);
    assert.ok(message.result, `${method}: ${JSON.stringify(message.error)}`);
    return message.result;
  }

  #post(message) {
    return boundedFetch(this.#url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': this.#revision,
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
  }
}
