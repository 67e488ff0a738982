import assert from 'node:assert/strict';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { freePort, headless, signInWhenAsked } from '../lib/browser.mjs';
import { ofSdk, talk } from '../lib/talk.mjs';
import { use } from '../lib/use.mjs';

/** mcp-remote: the bridge by which clients that only know stdio reach us. It does the whole OAuth flow by itself. */
export const name = 'mcp-remote';

const program = join(dirname(createRequire(import.meta.url).resolve('mcp-remote/package.json')), 'dist/proxy.js');

async function inHome(step, settings, protocol, body) {
  const home = await mkdtemp(join(tmpdir(), 'mcp-remote-'));
  try {
    const client = await step('opens the sign-in page, takes the code at its callback, and connects', () =>
      connect(settings, home, protocol),
    );
    await body(client, home);
    await step('close', () => client.close());
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Told nothing, it registers. */
async function identity({ kind, clientId, clientSecret, document }, home) {
  switch (kind) {
    case 'generated': {
      const information = join(home, 'client.json');
      const content = JSON.stringify({ client_id: clientId, client_secret: clientSecret });
      await writeFile(information, content, { mode: 0o600 });
      return ['--static-oauth-client-info', `@${information}`];
    }
    case 'document':
      return ['--client-metadata-url', document];
    default:
      return [];
  }
}

async function connect(settings, home, protocol) {
  const port = await freePort();
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      ...[program, settings.mcp.href, String(port), '--transport', 'http-only', '--protocol', protocol],
      ...(await identity(settings, home)),
    ],
    env: headless(home),
    stderr: 'pipe',
  });
  const person = signInWhenAsked(transport.stderr, settings, `http://localhost:${port}/oauth/callback`);
  const client = new Client({ name: 'mail-mcp-test', version: '1' });
  await Promise.all([client.connect(transport), person]);
  return client;
}

export function run(step, settings) {
  return inHome(step, settings, 'legacy', async (client, home) => {
    await use(step, settings, name, ofSdk(client));
    await step('a spoiled access token is refreshed and the call goes on', async () => {
      const tokens = await Array.fromAsync(glob(`${home}/.mcp-auth/**/*tokens.json`));
      assert.equal(tokens.length, 1);
      // It reads them before each request.
      await writeFile(tokens[0], (await readFile(tokens[0], 'utf8')).replace(/("access_token": *)"[^"]*"/, '$1"spoiled"'));
      const result = await client.callTool({ name: 'list_mailboxes', arguments: {} });
      assert.ok(result.structuredContent.mailboxes.length > 0);
      assert.doesNotMatch(await readFile(tokens[0], 'utf8'), /spoiled/);
    });
  });
}

export function session(step, settings, revision) {
  return inHome(step, settings, revision === '2026-07-28' ? 'auto' : 'legacy', (client) => talk(step, ofSdk(client)));
}
