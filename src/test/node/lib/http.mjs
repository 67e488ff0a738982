/** fetch that gives up: no request here may hang the run. */
export const TIMEOUT_MS = 30_000;

export function boundedFetch(input, init = {}) {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  return fetch(input, { ...init, signal });
}
