import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { peopleOf } from '../people.mjs'

/** Calls in a minute, written here once more; `verify` by address, the others by account. */
const verify = 10
const write = 120
const read = 600

const guess = () => randomUUID().replaceAll('-', '').slice(0, 12)
const said = ({ status, json }) => [status, json?.error?.code, json?.error?.message]

export default {
  name: 'an account is deleted, a phone changed, a family asked, codes guessed and found words closed without end',
  found: 'nothing: each ends in 429 and a sentence; no answer tells whether somebody has an account',
  async check(service) {
    const { ask, anotherAddress, village } = service
    const people = peopleOf(service)
    const stranger = async () => {
      const from = anotherAddress()
      const { code } = (await ask('/demo/wechat/code', { method: 'POST', body: {}, from })).json
      const { accessToken: token } = (
        await ask('/api/sessions/wechat', { method: 'POST', body: { code }, from })
      ).json
      return { token, from: anotherAddress() }
    }

    const floods = [
      ['leaving', write, [200, 401], () => ['DELETE', '/api/me']],
      ['leaving by nobody', write, [401], () => ['DELETE', '/api/me'], { token: undefined }],
      ['phone', verify, [404], () => ['POST', '/api/me/phone', { code: guess() }]],
      [
        'family',
        verify,
        [404],
        () => ['POST', `/api/me/household/claims/${randomUUID()}/decision`, { theirs: true }],
      ],
      [
        'odd family',
        verify,
        [404, 422],
        () => ['POST', '/api/me/household/claims/%00/decision', { theirs: 1 }],
      ],
      ['codes', read, [404], () => ['GET', `/api/scenes/${guess()}`], { token: undefined }],
      ['words', read, [403], () => ['GET', `/api/regions/${village.slice(0, 9)}/word-checks`]],
      ['words closed', write, [404], () => ['POST', `/api/word-checks/${randomUUID()}/done`]],
    ]
    for (const [name, limit, fine, call, as = {}] of floods) {
      const who = { ...(await stranger()), ...as }
      const one = () => {
        const [method, path, body] = call()
        return ask(path, { method, ...(body ? { body } : {}), ...who })
      }
      for (let n = 0; n < limit; n += 1) {
        const { status, text } = await one()
        assert.ok(fine.includes(status), `${name}: call ${n + 1} was answered ${status} ${text}`)
      }
      const { status, json, headers } = await one()
      assert.equal(status, 429, `${name}: call ${limit + 1} was answered ${status}`)
      assert.match(json.error.message, /请等 \d+ 秒再试。$/)
      assert.ok(Number(headers['retry-after']) <= 60)
    }

    // Twelve taps at once end one account once.
    const leaver = await stranger()
    const taps = await Promise.all(
      Array.from({ length: 12 }, () => ask('/api/me', { method: 'DELETE', ...leaver })),
    )
    const ends = taps.map(({ status }) => status)
    assert.ok(ends.includes(200) && ends.every((status) => [200, 401].includes(status)), ends.join())

    // 换了微信 of somebody who has an account, of one who has none, and of nobody at all.
    const { user } = (
      await ask('/api/sessions/demo', {
        method: 'POST',
        body: { persona: 'villager' },
        from: anotherAddress(),
      })
    ).json
    const { households } = await people.done('clerk', 'GET', `/api/screens/edit?id=${village}-draft-1`)
    const claims = []
    for (const [householdCode, name] of [
      [user.residence.householdCode, user.name],
      [households[42].code, households[42].name],
      ['ZZ-99-999', '王五'],
    ]) {
      const who = await stranger()
      const body = { region: village, householdCode, name, replaces: true }
      const opened = await ask('/api/me/claims', { method: 'POST', body, ...who })
      assert.equal(opened.status, 202, opened.text)
      claims.push(opened.json)
      const wrong = await ask(`/api/me/claims/${opened.json.id}/slip`, {
        method: 'POST',
        body: { code: 'AAAA-AAAA' },
        ...who,
      })
      claims.at(-1).wrong = said(wrong)
    }
    const shapes = claims.map(({ kind, state, reason, wrong }) => ({ kind, state, reason, wrong }))
    assert.deepEqual(shapes[0], shapes[1], 'the answers tell who has an account')
    assert.deepEqual(shapes[0], shapes[2], 'the answers tell who is in the register')

    // A family's claim is nobody else's: as if it were not there.
    const other = await stranger()
    const decided = async (id) =>
      said(
        await ask(`/api/me/household/claims/${id}/decision`, {
          method: 'POST',
          body: { theirs: true },
          ...other,
        }),
      )
    assert.deepEqual(
      await decided(claims[0].id),
      await decided(randomUUID()),
      'a claim of others can be told',
    )
    return `${floods.length} floods ended in 429 with a sentence; claims of who has an account, who has none and nobody were answered alike`
  },
}
