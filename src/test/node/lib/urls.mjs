/** Reads URLs as browsers do (WHATWG URL): a JSON text per line in, what was read of it per line out, null for no URL. */
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const url = URL.parse(JSON.parse(line));
  console.log(
    JSON.stringify(
      url && {
        scheme: url.protocol.slice(0, -1),
        user: url.username + url.password,
        host: url.hostname,
        port: url.port,
        path: url.pathname,
        query: url.search,
      },
    ),
  );
}
