import assert from 'node:assert/strict';
import { boundedFetch } from './http.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function unescape(text) {
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, entity) => {
    if (entity[0] !== '#') {
      return ENTITIES[entity.toLowerCase()] ?? whole;
    }
    const hex = entity[1].toLowerCase() === 'x';
    return String.fromCodePoint(parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}

function attributes(tag) {
  const found = {};
  for (const [, name, , double, single, bare] of tag.matchAll(
    /([a-zA-Z_:][-\w:.]*)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    found[name.toLowerCase()] = unescape(double ?? single ?? bare ?? '');
  }
  return found;
}

/** Reads the first form of a page as a browser would: where it goes, and what it would send untouched. */
export function parseForm(html) {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  assert.ok(form, 'the page has no form');
  const { action = '', method = 'get' } = attributes(form[1]);
  const inputs = [...form[2].matchAll(/<input\b([^>]*)>/gi)].map((match) => attributes(match[1]));
  const fields = new URLSearchParams();
  for (const input of inputs) {
    const type = (input.type ?? 'text').toLowerCase();
    const sent = type === 'checkbox' || type === 'radio' ? 'checked' in input : type !== 'submit';
    if (input.name && sent) {
      fields.append(input.name, input.value ?? (type === 'checkbox' ? 'on' : ''));
    }
  }
  const offeredScopes = inputs.filter((input) => input.name === 'scope').map((input) => input.value);
  return { action, method: method.toLowerCase(), fields, offeredScopes };
}

/** Whether a client of the kind that was meant is asking. */
function isMeant({ kind, clientId, document, signing }, id) {
  switch (kind) {
    case 'generated':
      return id === clientId;
    case 'document':
      return id === document || id === signing.document;
    default:
      return id.startsWith('mc1.');
  }
}

/**
 * The person at the browser: opens the sign-in page, fills the form, allows everything that was asked for, and follows the
 * answer by hand as far as the loopback address of the client.
 *
 * @returns the query parameters that the client receives
 */
export async function signIn(settings, authorizationUrl) {
  const id = new URL(authorizationUrl).searchParams.get('client_id');
  assert.ok(isMeant(settings, id), `the client is ${settings.kind}, and calls itself ${id}`);
  const page = await boundedFetch(authorizationUrl, { redirect: 'manual' });
  const html = await page.text();
  assert.equal(page.status, 200, `the sign-in page answers ${page.status}: ${html.slice(0, 200)}`);
  const form = parseForm(html);
  assert.equal(form.method, 'post', 'the form is posted');
  assert.ok(form.offeredScopes.length > 0, 'the page offers scopes');

  form.fields.set('full_name', 'Ada Lovelace');
  form.fields.set('email', settings.email);
  form.fields.set('imap_username', settings.username);
  form.fields.set('imap_password', settings.password);
  form.fields.delete('scope');
  form.offeredScopes.forEach((scope) => form.fields.append('scope', scope));
  form.fields.set('use_same_credentials', '1');
  form.fields.set('action', 'approve');

  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const answer = await boundedFetch(new URL(form.action || authorizationUrl, authorizationUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookies.join('; ') },
    body: form.fields,
  });
  const location = answer.headers.get('location');
  assert.equal(answer.status, 303, `the form answers ${answer.status}: ${(await answer.text()).slice(0, 400)}`);
  assert.ok(location?.startsWith(settings.redirectUri), `sent to ${location}`);
  const parameters = new URL(location).searchParams;
  assert.ok(parameters.get('code'), `no code: ${parameters.get('error')}`);
  return parameters;
}
