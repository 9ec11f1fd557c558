import assert from 'node:assert/strict'
import { peopleOf } from '../people.mjs'

const times = 8
const statuses = (answers) => answers.map(({ status, json }) => `${status}${json?.error?.code ?? ''}`)

export default {
  name: 'one Idempotency-Key for many requests, and every step many times at once',
  found: 'nothing: one effect each; another body, route or step under a used key is told so',
  async check(service) {
    const people = peopleOf(service)
    const key = { 'idempotency-key': `attack-of-keys-${Date.now()}` }
    const atOnce = (...call) => Promise.all(Array.from({ length: times }, () => people.as(...call)))
    const content = await people.contentFor(29, '测试')
    const body = { region: service.village, item: 29, content }
    const made = await atOnce('clerk', 'POST', '/api/notices', body, key)
    const ids = new Set(made.map(({ json }) => json.notice))
    assert.equal(ids.size, 1, `${ids.size} drafts were made under one key`)
    const other = await people.as('clerk', 'POST', '/api/notices', { ...body, item: 27 }, key)
    assert.equal(other.json.error?.code, 'idempotencyReused')
    const draft = made[0].json
    const path = `/api/notices/${draft.notice}`
    const elsewhere = await people.as('clerk', 'POST', `${path}/submit`, { revision: draft.revision }, key)
    assert.equal(elsewhere.json.error?.code, 'idempotencyReused')

    const once = async (who, step, sent) => {
      const answers = await atOnce(who, 'POST', `${path}/${step}`, sent)
      const taken = answers.filter(({ status }) => status === 200)
      assert.equal(taken.length, 1, `${step} was taken ${taken.length} times: ${statuses(answers)}`)
      assert.ok(
        answers.every(({ status }) => status === 200 || status === 409),
        statuses(answers).join(),
      )
      return taken[0].json
    }
    const submitted = await once('clerk', 'submit', { revision: draft.revision, confirmed: true })
    const { contentHash } = submitted
    await once('supervisor', 'review', { decision: 'approve', contentHash })
    await once('publisher', 'publish', { contentHash })
    const begun = await atOnce('clerk', 'POST', `${path}/correct`, {})
    assert.deepEqual(
      [...new Set(begun.map(({ json }) => json.editionNo))],
      [2],
      'several corrections were begun',
    )
    await once('publisher', 'withdraw', { reason: '错了' })
    const { editions } = await people.done(null, 'GET', `${path}/editions`)
    assert.equal(editions.length, 1)
    return `${times} at once of six steps: one effect each`
  },
}
