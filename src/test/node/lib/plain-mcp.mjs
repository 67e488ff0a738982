import assert from 'node:assert/strict';
import { boundedFetch } from './http.mjs';

/** MCP without an SDK: one POST per request, revision 2025-11-25, no session. */
export class PlainMcp {
  #url;
  #token;
  #id = 0;

  constructor(url, token) {
    this.#url = url;
    this.#token = token;
  }

  async listTools() {
    return (await this.#request('tools/list', {})).tools;
  }

  call(name, args) {
    return this.#request('tools/call', { name, arguments: args });
  }

  async #request(method, params) {
    const answer = await boundedFetch(this.#url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': '2025-11-25',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${method} answers ${answer.status}: ${text.slice(0, 300)}`);
    const json = answer.headers.get('content-type').startsWith('text/event-stream')
      ? text.split('\n').findLast((line) => line.startsWith('data:')).slice(5)
      : text;
    const message = JSON.parse(json);
    assert.ok(message.result, `${method}: ${JSON.stringify(message.error)}`);
    return message.result;
  }
}
