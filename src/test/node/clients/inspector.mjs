import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { auth } from '@modelcontextprotocol/sdk/client/auth.js';
import { boundedFetch, TIMEOUT_MS } from '../lib/http.mjs';
import { ScriptedProvider } from '../lib/provider.mjs';
import { tour } from '../lib/tour.mjs';

/** MCP Inspector on the command line: a process per request, the token in a header. */
export const name = 'inspector';

const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const program = join(dirname(manifest), createRequire(import.meta.url)(manifest).bin['mcp-inspector']);

export async function run(step, settings) {
  const home = await mkdtemp(join(tmpdir(), 'inspector-'));
  try {
    await inHome(step, settings, home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function inHome(step, settings, home) {
  const provider = new ScriptedProvider(settings);
  const authorize = (code) => auth(provider, { serverUrl: settings.mcp, authorizationCode: code, fetchFn: boundedFetch });
  await step('a token, by way of the sign-in form', async () => {
    assert.equal(await authorize(), 'REDIRECT');
    assert.equal(await authorize(provider.callback.get('code')), 'AUTHORIZED');
  });

  const inspect = async (...args) => {
    const command = [program, '--cli', settings.mcp.href, '--transport', 'http', '--quiet', '--format', 'json'];
    const header = ['--header', `Authorization: Bearer ${provider.stored.access_token}`, '--stored-auth-only'];
    const { stdout } = await promisify(execFile)(process.execPath, [...command, ...args, ...header], {
      timeout: TIMEOUT_MS,
      maxBuffer: 16 << 20,
      env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: home },
    }).catch((error) => {
      // A tool error is a non-zero exit with the result on stdout all the same.
      if (error.stdout?.trimStart().startsWith('{')) {
        return error;
      }
      throw new Error(`inspector: ${(error.stderr || error.message).slice(0, 400)}`);
    });
    const answer = JSON.parse(stdout);
    return answer.result ?? answer;
  };
  const call = (tool, args) =>
    inspect('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));

  await tour(step, settings, name, {
    listTools: async () => (await inspect('--method', 'tools/list')).tools,
    call,
  });
  await step('refresh, and a call with the new token', async () => {
    const before = provider.stored.access_token;
    assert.equal(await authorize(), 'AUTHORIZED');
    assert.notEqual(provider.stored.access_token, before);
    assert.ok((await call('list_mailboxes', {})).structuredContent.mailboxes.length > 0);
  });
  await step('it opens with server/discover too', async () => {
    assert.ok((await inspect('--method', 'tools/list', '--protocol-era', 'modern')).tools.length === 9);
  });
}
