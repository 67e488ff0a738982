/**
 * Drives the whole flow (401, discovery, sign-in form, code, token, every tool, refresh) with the clients people use.
 * BASE_URL, CLIENT_ID, CLIENT_SECRET, MAIL_ADDRESS, MAIL_PASSWORD; optional MAIL_USERNAME, REDIRECT_URI, CLIENTS, CLIENT_KIND,
 * VERBOSE.
 * The mailbox needs a message with an attachment in INBOX, an Archive folder, and mail sent to it must arrive in it.
 *
 * With SESSION=2026-07-28 or another revision each client holds a short session in it instead, to be recorded.
 */
import * as inspector from './clients/inspector.mjs';
import * as mcpRemote from './clients/mcp-remote.mjs';
import * as oauth4webapi from './clients/oauth4webapi.mjs';
import * as openidClient from './clients/openid-client.mjs';
import * as sdkV1 from './clients/sdk-v1.mjs';
import * as sdkV2 from './clients/sdk-v2.mjs';
import { Report } from './lib/report.mjs';
import { settings } from './lib/settings.mjs';

const WHOLE_RUN_MS = 8 * 60_000;

const config = settings();
const report = new Report();
setTimeout(() => {
  console.log('FAIL the run took too long');
  report.failed++;
  report.close();
  process.exit(1);
}, WHOLE_RUN_MS).unref();

for (const client of [sdkV1, sdkV2, oauth4webapi, openidClient, inspector, mcpRemote]) {
  if (config.only.length === 0 || config.only.includes(client.name)) {
    await report.series(client.name, (step) =>
      config.session ? client.session?.(step, config, config.session) : client.run(step, config),
    );
  }
}
process.exit(report.close() ? 0 : 1);
