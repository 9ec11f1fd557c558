// The demo that is attacked, and the ways to ask it: by plain HTTP requests and by sockets that say anything.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { builtService, rssOf, startChild, stopChild } from '../support/child.mjs'

/** The village of the demo. */
export const village = '310116109213'

/** Starts the built service with these settings on a free port and a folder of its own. */
export async function startDemo(env = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hutang-attacks-'))
  const settings = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', DEMO: '1', LOG_LEVEL: 'fatal', ...env }
  const { child, url } = await startChild(builtService, settings, /API\s+(http:\/\/[^\s]+?)\/docs/)
  return {
    url,
    /** Resident bytes. */
    memory: () => rssOf(child.pid),
    /** What the demo made for itself: keys and tokens. */
    secrets: () => JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')),
    async stop() {
      await stopChild(child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

let addresses = 0

/** A loopback address that nobody has asked from yet; none where the service is elsewhere. */
function freshAddress(url) {
  if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname)) return undefined
  addresses += 1
  return `127.0.${1 + (addresses >> 8)}.${addresses & 255}`
}

/** What an attack is given. `started` is the process where this run started it; attacks must not end it. */
export function attacked(url, started) {
  const from = freshAddress(url)
  const { hostname, port } = new URL(url)

  /**
   * One request. `body` is sent as JSON unless it is a Buffer or a string; `token` as the bearer; `from` is another address
   * than the attack's own. Answers `{ status, headers, text, json, ms }`; `json` is null where the answer is none.
   */
  function ask(path, options = {}) {
    const { method = 'GET', body, headers = {}, token, from: address = from } = options
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    const payload = raw ? body : JSON.stringify(body)
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          hostname,
          port,
          path,
          method,
          localAddress: address,
          agent: false,
          headers: {
            ...(raw ? {} : { 'content-type': 'application/json' }),
            ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...headers,
          },
        },
        (answer) => {
          const pieces = []
          answer.on('data', (piece) => pieces.push(piece))
          answer.once('error', reject)
          answer.once('end', () => {
            const text = Buffer.concat(pieces).toString()
            const ms = performance.now() - began
            resolve({ status: answer.statusCode, headers: answer.headers, text, json: parsed(text), ms })
          })
        },
      )
      sent.once('error', reject)
      sent.end(payload)
    })
  }

  return {
    url,
    village,
    ask,
    /** The access token of a persona of the demo, from an address of its own. */
    async token(persona) {
      const session = await ask('/api/sessions/demo', {
        method: 'POST',
        body: { persona },
        from: freshAddress(url),
      })
      return session.json.accessToken
    },
    /** What the home page takes, in milliseconds: the median of eleven visits in a second. */
    async homeMs() {
      const visits = []
      for (let n = 0; n < 11; n += 1) {
        const { status, ms } = await ask(`/api/screens/home?region=${village}`, { from: freshAddress(url) })
        if (status !== 200) throw new Error(`the home page was answered ${status}`)
        visits.push(ms)
        await delay(90)
      }
      return visits.toSorted((a, b) => a - b)[5]
    },
    /** Another address, as another person has it; without one (the service is elsewhere) limits cannot be told apart. */
    anotherAddress: () => freshAddress(url),
    /** A socket that says what it is given; resolves with all that came back when the other side closes, or after `ms` (`closed` is false then). */
    socket(words, { ms = 60_000, onOpen = () => undefined } = {}) {
      return new Promise((resolve) => {
        const socket = connect({ host: hostname, port: Number(port), localAddress: from })
        const began = performance.now()
        let text = ''
        let closed = true
        const end = setTimeout(() => {
          closed = false
          socket.destroy()
        }, ms)
        socket.on('data', (piece) => {
          text += piece
        })
        socket.on('error', () => undefined)
        socket.once('close', () => {
          clearTimeout(end)
          resolve({ text, closed, ms: performance.now() - began })
        })
        socket.once('connect', () => {
          socket.write(words)
          onOpen(socket)
        })
      })
    },
    /** `memory()` and `secrets()` of the process; undefined where it was not started here. */
    process: started,
  }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
