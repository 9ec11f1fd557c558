import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app'
import { awakeWatch } from '../support/measured'

/** Short enough to wait for, and far enough apart to tell which one it was. */
const patience = { headers: 400, body: 900, upload: 2500, stream: 3500 }

let t: TestApp
let port: number
beforeAll(async () => {
  t = await testApp({ patience })
  await t.app.listen({ host: '127.0.0.1', port: 0 })
  port = (t.app.server.address() as AddressInfo).port
})
afterAll(() => t.close())

interface Heard {
  text: string
  ms: number
}

/** Says the words on a socket of its own; `drip` is said again and again. Answers what came back until the server closed. */
function say(words: string, drip?: { words: string; everyMs: number }): Promise<Heard> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    const watch = awakeWatch()
    let text = ''
    const timer = drip && setInterval(() => socket.write(drip.words), drip.everyMs)
    socket.on('data', (bytes) => {
      text += bytes
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(timer)
      watch.stop()
      done({ text, ms: watch.ms() })
    })
    socket.write(words)
  })
}

/** The error of an answer, which must be the envelope in Chinese with a requestId. */
function told({ text }: Heard) {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d+) /.exec(head)?.[1])
  const { error } = JSON.parse(body) as { error: { code: string; message: string; requestId: string } }
  expect(error.message).toMatch(/[\u4e00-\u9fff].*。$/)
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(head.toLowerCase()).toContain('x-content-type-options: nosniff')
  return [status, error.code]
}

const post = (length: number, { type = 'application/json', last = false } = {}) =>
  `POST /api/sessions/demo HTTP/1.1\r\nHost: x\r\n${last ? 'Connection: close\r\n' : ''}Content-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`

describe('a request that cannot be read', () => {
  it.each([
    ['is no HTTP', 'hello\r\n\r\n', [400, 'badRequest']],
    ['begins a TLS connection', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400, 'badRequest']],
    ['has a method that nobody knows', 'GRAB / HTTP/1.1\r\nHost: x\r\n\r\n', [400, 'badRequest']],
    ['speaks HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 'badRequest']],
    ['names no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', [400, 'badRequest']],
    [
      'says its length twice',
      'POST /api/notices HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      [400, 'badRequest'],
    ],
    [
      'has a chunk that is none',
      'POST /api/sessions/demo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      [400, 'badRequest'],
    ],
    [
      'has headers of 20 kB',
      `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`,
      [431, 'headersTooLarge'],
    ],
    [
      'has an address of 20 kB',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      [414, 'addressTooLong'],
    ],
    [
      'has an address of 5 kB',
      `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      [414, 'addressTooLong'],
    ],
    [
      'has an address in a wrong encoding',
      'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      [400, 'badRequest'],
    ],
    [
      'asks in a way no page does',
      'PROPFIND /api/regions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      [404, 'routeNotFound'],
    ],
    [
      'asks for the server itself',
      'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      [404, 'routeNotFound'],
    ],
    [
      'expects what nobody gives',
      'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: gold\r\n\r\n',
      [404, 'routeNotFound'],
    ],
  ])('because it %s has the envelope', async (_, words, expected) => {
    expect(told(await say(words))).toEqual(expected)
  })

  it('because its body breaks off leaves the service well', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`${post(100)}{"pers`)
    await new Promise((done) => setTimeout(done, 50))
    socket.destroy()
    expect((await t.ask('GET /healthz')).status).toBe(200)
  })
})

describe('a client that takes its time', () => {
  const second = 1000

  it('with its first words is told so, and the connection ends', async () => {
    const heard = await say('GET / HT')
    expect(told(heard)).toEqual([408, 'tooSlow'])
    expect(heard.ms).toBeLessThan(patience.headers + second)
  })

  it('with one header after another is no better', async () => {
    const heard = await say('GET / HTTP/1.1\r\nHost: x\r\n', { words: 'x-a: b\r\n', everyMs: 50 })
    expect(told(heard)).toEqual([408, 'tooSlow'])
    expect(heard.ms).toBeLessThan(patience.headers + second)
  })

  it('and says nothing at all holds no connection', async () => {
    const heard = await say('')
    expect(heard.ms).toBeLessThan(patience.headers + second)
  })

  it('with its body is told so, however steadily it drips', async () => {
    for (const type of ['application/json', 'text/plain']) {
      const heard = await say(post(1000, { type }), { words: ' ', everyMs: 50 })
      expect([type, heard.ms < patience.body + second]).toEqual([type, true])
      if (type === 'application/json') expect(told(heard)).toEqual([408, 'tooSlow'])
    }
  })

  it('with a body that was refused unread holds its connection no longer', async () => {
    const words = 'POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n'
    const heard = await say(words, { words: ' ', everyMs: 50 })
    expect(told(heard)).toEqual([404, 'routeNotFound'])
    expect(heard.ms).toBeLessThan(patience.body + second)
  })

  it('and sends its body in time is answered as ever', async () => {
    const body = '{"persona":"nobody"}'
    const [start = '', end = ''] = [body.slice(0, 5), body.slice(5)]
    const answer = await new Promise<string>((done) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.on('data', (bytes) => {
        text += bytes
      })
      socket.on('close', () => done(text))
      socket.write(post(body.length, { last: true }) + start)
      setTimeout(() => socket.write(end), patience.body / 2)
    })
    expect(answer).toContain('personaNotFound')
  })
})
