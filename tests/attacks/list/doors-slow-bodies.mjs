import assert from 'node:assert/strict'

const head =
  'POST /api/notices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n'
const connections = 100

export default {
  name: `${connections} connections drip a body, ${connections} drip headers, a byte a second`,
  found: 'no limit of time: each held its connection for five minutes or for ever',
  async check({ homeMs, socket }) {
    const dripping = (words) => (open) => {
      const timer = setInterval(() => open.write(words), 1000)
      open.once('close', () => clearInterval(timer))
    }
    const drip = (words, again) => socket(words, { ms: 90_000, onOpen: dripping(again) })
    const bodies = Array.from({ length: connections }, () => drip(head, ' '))
    const headers = Array.from({ length: connections }, () =>
      drip('GET / HTTP/1.1\r\nHost: x\r\n', 'x-a: b\r\n'),
    )
    const home = await homeMs()
    assert.ok(home < 500, `the home page took ${Math.round(home)} ms meanwhile`)
    let longest = 0
    for (const { text, closed, ms } of await Promise.all([...bodies, ...headers])) {
      assert.ok(closed, 'a connection was still open after 90 s')
      assert.match(text, /^HTTP\/1\.1 408 [\s\S]*"code":"tooSlow"/)
      longest = Math.max(longest, ms)
    }
    return `all ended within ${Math.round(longest / 1000)} s with a sentence; the home page took ${Math.round(home)} ms`
  },
}
