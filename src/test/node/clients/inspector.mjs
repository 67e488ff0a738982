import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, headless, signInWhenAsked } from '../lib/browser.mjs';
import { TIMEOUT_MS } from '../lib/http.mjs';
import { talk } from '../lib/talk.mjs';
import { NINE } from '../lib/tour.mjs';
import { reads, use } from '../lib/use.mjs';

/** MCP Inspector on the command line: a process per request. The first one signs in, the others find its tokens. */
export const name = 'inspector';

const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const program = join(dirname(manifest), createRequire(import.meta.url)(manifest).bin['mcp-inspector']);

class Inspector {
  #settings;
  #home;
  #callback;

  constructor(settings, home, port) {
    this.#settings = settings;
    this.#home = home;
    this.#callback = new URL(settings.redirectUri);
    this.#callback.port = port;
  }

  /** @param era `legacy`, `auto` or `modern`, as its option says */
  as(era, ...options) {
    const ask = (...args) => this.#ask(era, ...options, ...args);
    return {
      capabilities: async () => (await ask('--method', 'initialize')).capabilities,
      list: (method) => ask('--method', method),
      listTools: async () => (await ask('--method', 'tools/list')).tools,
      call: (tool, args) =>
        ask('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args)),
    };
  }

  async signIn(era) {
    const child = this.#start(era, '--method', 'initialize');
    await Promise.all([this.#answer(child), signInWhenAsked(child.stderr, this.#settings, this.#callback.href)]);
  }

  /** The tokens, among other things. */
  secrets() {
    return readFile(join(this.#home, '.mcp-inspector', 'secrets.json'), 'utf8');
  }

  #ask(era, ...args) {
    const child = this.#start(era, ...args, '--quiet', '--stored-auth-only');
    return this.#answer(child, text(child.stderr));
  }

  #start(era, ...args) {
    const options = [
      ...['--cli', '--server-url', this.#settings.mcp.href, '--transport', 'http', '--protocol-era', era],
      ...['--format', 'json', '--callback-url', this.#callback.href, ...this.#identity()],
    ];
    return spawn(process.execPath, [program, ...options, ...args], {
      env: headless(this.#home),
      timeout: TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Told nothing, it registers. */
  #identity() {
    const { kind, clientId, clientSecret, document } = this.#settings;
    switch (kind) {
      case 'generated':
        return ['--client-id', clientId, '--client-secret', clientSecret];
      case 'document':
        return ['--client-metadata-url', document];
      default:
        return [];
    }
  }

  /** A tool error is a non-zero exit with the result on stdout all the same. */
  async #answer(child, complaint = '') {
    const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
    if (!said.trimStart().startsWith('{')) {
      throw new Error(`inspector: ${(await complaint).slice(0, 400)}`);
    }
    const answer = JSON.parse(said);
    return answer.result ?? answer;
  }
}

async function signedIn(step, settings, era, body) {
  const home = await mkdtemp(join(tmpdir(), 'inspector-'));
  try {
    const inspector = new Inspector(settings, home, await freePort());
    await step('opens the sign-in page and takes the code at its callback', () => inspector.signIn(era));
    await body(inspector);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

export function run(step, settings) {
  return signedIn(step, settings, 'legacy', async (inspector) => {
    await use(step, settings, name, inspector.as('legacy'));
    for (const era of ['auto', 'modern']) {
      await step(`lists and reads in era ${era} too`, async () => {
        const client = inspector.as(era);
        assert.deepEqual((await client.listTools()).map((tool) => tool.name).sort(), NINE);
        assert.ok((await client.call('list_mailboxes', {})).structuredContent.mailboxes.length > 0);
      });
    }
    await step('refresh, and a call with the new token', async () => {
      const before = await inspector.secrets();
      await reads(inspector.as('legacy', '--use-stored-auth'));
      assert.notEqual(await inspector.secrets(), before);
    });
  });
}

export function session(step, settings, revision) {
  const era = revision === '2026-07-28' ? 'modern' : 'legacy';
  return signedIn(step, settings, era, (inspector) => talk(step, inspector.as(era)));
}
