import assert from 'node:assert/strict'
import { everybody } from '../everywhere.mjs'
import { peopleOf } from '../people.mjs'

const hash = 'a'.repeat(64)
const later = () => new Date(Date.now() + 3_600_000).toISOString()

/** Every write of a notice's life, and who of the demo may do it to a notice that the clerk wrote. */
const writes = ({ notice, revision, contentHash }) => [
  ['PUT', `/api/notices/${notice}`, { revision, content: { title: '改' } }, ['clerk']],
  ['POST', `/api/notices/${notice}/rows`, { revision, changes: [{ key: 'a', row: null }] }, ['clerk']],
  ['POST', `/api/notices/${notice}/submit`, { revision, confirmed: true }, ['clerk']],
  [
    'POST',
    `/api/notices/${notice}/review`,
    { decision: 'approve', contentHash: contentHash || hash },
    ['supervisor'],
  ],
  ['POST', `/api/notices/${notice}/publish`, { contentHash: contentHash || hash }, ['publisher']],
  [
    'POST',
    `/api/notices/${notice}/schedule`,
    { at: later(), contentHash: contentHash || hash },
    ['publisher'],
  ],
  ['POST', `/api/notices/${notice}/cancel`, undefined, ['publisher']],
  ['POST', `/api/notices/${notice}/correct`, {}, ['clerk']],
  ['DELETE', `/api/notices/${notice}`, undefined, ['clerk']],
]
const endings = ({ notice }) =>
  [
    ['withdraw', { reason: '错' }, ['publisher', ...ofTownship]],
    ['hide', { reason: '错' }, ['publisher', 'supervisor', ...ofTownship]],
    ['unhide', {}, ['publisher', 'supervisor', ...ofTownship]],
    ['takedown', { reason: '错', kinds: ['name'] }, ['publisher', 'supervisor', ...ofTownship]],
  ].map(([verb, body, who]) => ['POST', `/api/notices/${notice}/${verb}`, body, who])
const ofTownship = ['township-officer', 'township-reviewer', 'township-publisher']

export default {
  name: 'every persona tries every step of a notice that is another’s to take',
  found: 'nothing: 401 to visitors, 403 to everybody else, at every stage',
  async check(service) {
    const people = peopleOf(service)
    let tried = 0
    async function refuseOthers(list) {
      for (const [method, path, body, allowed] of list) {
        for (const who of everybody.filter((one) => !allowed.includes(one))) {
          const { status, text } = await people.as(who, method, path, body)
          tried += 1
          assert.equal(
            status,
            who === null ? 401 : 403,
            `${who} ${method} ${path}: ${status} ${text.slice(0, 200)}`,
          )
        }
      }
    }
    const draft = await people.draft(29, await people.contentFor(29, '测试'))
    await refuseOthers(writes(draft))
    const submitted = await people.submitted(draft)
    await refuseOthers(writes(submitted))
    const approved = await people.approved(submitted)
    await refuseOthers(writes(approved))
    const published = await people.out(approved)
    await refuseOthers([...writes(published), ...endings(published)])
    await people.done('supervisor', 'POST', `/api/notices/${draft.notice}/hide`, { reason: '核对' })
    await refuseOthers(endings(published))
    const own = await people.as('supervisor', 'POST', `/api/notices/${draft.notice}/takedown`, {
      reason: '错',
      kinds: ['name'],
    })
    assert.equal(own.json.error.code, 'secondPerson')
    return `${tried} tries at five stages, all refused; who hid it cannot take it down`
  },
}
