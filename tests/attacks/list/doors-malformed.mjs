import assert from 'node:assert/strict'

const requests = [
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['an unknown method', 'GRAB / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['20 kB of headers', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['an address of 20 kB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
  ['an address of 5 kB', `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 414],
  ['an address that is no text', 'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
]

export default {
  name: 'requests that are none',
  found: 'answers of the parser in English, or empty, without the envelope: 400, 431, no host',
  async check({ socket, ask }) {
    for (const [name, words, status] of requests) {
      const { text } = await socket(words, { ms: 5000 })
      const [head, body] = text.split('\r\n\r\n')
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `), `${name}: ${head.split('\r\n')[0]}`)
      const { error } = JSON.parse(body)
      assert.match(error.message, /[一-龥].*。$/, `${name} has no sentence`)
      assert.ok(error.requestId, `${name} has no requestId`)
    }
    assert.equal((await ask('/healthz')).status, 200)
    return `${requests.length} kinds, each with the envelope in Chinese`
  },
}
