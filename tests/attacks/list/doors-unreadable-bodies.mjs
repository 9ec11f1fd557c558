import assert from 'node:assert/strict'

const bodies = [
  '{',
  '{"persona":',
  '[1,2',
  'null',
  '"x"',
  '\u0000',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":1}}',
]

export default {
  name: 'bodies that are no JSON, or JSON of another kind',
  found: 'nothing; every one had the envelope',
  async check({ ask }) {
    for (const body of bodies) {
      const answer = await ask('/api/sessions/demo', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      assert.ok(
        answer.status >= 400 && answer.status < 500,
        `${JSON.stringify(body)} is answered ${answer.status}`,
      )
      assert.match(
        answer.json?.error?.message ?? '',
        /[一-龥].*。$/,
        `${JSON.stringify(body)} has no sentence`,
      )
      assert.ok(answer.json.error.requestId)
    }
    return `${bodies.length} bodies, each answered with its sentence`
  },
}
