// What `npm run bench` asks of the service and of the bare server beside it; only the loopback is ever loaded.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { builtService, startChild, stopChild } from '../support/child.mjs'
import { processorMsOf } from './processor.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const connections = 50
const rounds = 3
const seconds = 3

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** The built service as a demo on this data folder; one load asks more than its limits of requests would allow. */
export const startService = (dataDir, nodeArgs = []) =>
  startChild(
    [...nodeArgs, ...builtService],
    {
      DATA_DIR: dataDir,
      PORT: '0',
      DEMO: '1',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      RATE_LIMIT_TIMES: '99999',
    },
    /app\s+(http:\/\/[^\s]+?)\/\s/,
  )

const startBare = (file) =>
  startChild([join(root, 'tests/bench/bare-fastify.mjs'), file], {}, /listening (\S+) /)

/** Enters as a persona of the demo; answers the headers of a signed-in call. */
export async function signIn(url, persona) {
  const answer = await fetch(`${url}/api/sessions/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  return { authorization: `Bearer ${(await answer.json()).accessToken}` }
}

/** Every call with a key that was never used, as a phone makes them. */
function fresh(request) {
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } }
}

/** `pid`: of the server that is asked. */
async function load(pid, url, { method, headers, body }) {
  const request = { method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) } }
  const before = processorMsOf(pid)
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [{ ...request, ...(body ? { body, setupRequest: fresh } : {}) }],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`)
  return {
    rate: result.requests.total / result.duration,
    tail: result.latency.p99 / Math.max(result.latency.p50, 1),
    processorMs: (processorMsOf(pid) - before) / Math.max(result.requests.total, 1),
  }
}

/** One answer of the service, as the bare server will give it. */
async function answerOf(url, { path, method, headers, body }) {
  const type = body ? { 'content-type': 'application/json' } : {}
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...type },
    ...(body ? { body } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return {
    method,
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: await answer.text(),
  }
}

/**
 * Each page (`{ name, path, method, headers, body }`) in turns with a bare Fastify that answers the same bytes.
 * `onPage` gets the page with the medians of the rounds: calls a second of both, p99 in medians, and the
 * processor time of a call of both, which other work on the machine changes least.
 */
export async function measurePages({ child, url }, pages, scratchFile, onPage) {
  const canned = {}
  for (const [at, page] of pages.entries()) canned[`/canned/${at}`] = await answerOf(url, page)
  writeFileSync(scratchFile, JSON.stringify(canned))
  const bare = await startBare(scratchFile)
  try {
    for (const [at, page] of pages.entries()) {
      const ours = []
      const theirs = []
      await load(child.pid, url + page.path, page)
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await load(child.pid, url + page.path, page))
        theirs.push(await load(bare.child.pid, `${bare.url}/canned/${at}`, page))
      }
      onPage(page, {
        ours: median(ours.map(({ rate }) => rate)),
        bare: median(theirs.map(({ rate }) => rate)),
        tail: median(ours.map(({ tail }) => tail)),
        processorMs: median(ours.map(({ processorMs }) => processorMs)),
        bareProcessorMs: median(theirs.map(({ processorMs }) => processorMs)),
      })
    }
  } finally {
    await stopChild(bare.child)
  }
}
