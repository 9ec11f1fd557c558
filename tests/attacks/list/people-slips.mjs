import assert from 'node:assert/strict'
import { peopleOf } from '../people.mjs'

const tries = 7

export default {
  name: `${tries} strangers guess a household's slip; the household comes with the right one; then others use it again`,
  found: 'the guesses of strangers locked the household out for the day',
  async check(service) {
    const { ask, anotherAddress, village } = service
    const people = peopleOf(service)
    const stranger = async () => {
      const from = anotherAddress()
      const { code } = (await ask('/demo/wechat/code', { method: 'POST', body: {}, from })).json
      const session = await ask('/api/sessions/wechat', { method: 'POST', body: { code }, from })
      const { accessToken } = session.json
      return (method, path, body) => ask(path, { method, body, token: accessToken, from })
    }
    const { households } = await people.done('clerk', 'GET', `/api/screens/edit?id=${village}-draft-1`)
    const { code: householdCode, name } = households[40]
    const claim = async (as, claimed) => {
      const answer = await as('POST', '/api/me/claims', { region: village, ...claimed })
      assert.equal(answer.status, 202, answer.text)
      return answer.json.id
    }
    const settle = (as, id, code) => as('POST', `/api/me/claims/${id}/slip`, { code })
    for (let n = 0; n < tries; n += 1) {
      const as = await stranger()
      const id = await claim(as, { householdCode, name })
      for (const guess of ['AAAA-AAAA', 'BBBB-BBBB'])
        assert.ok((await settle(as, id, guess)).status >= 422, 'a guess was taken')
    }
    const slip = await people.done(
      'clerk',
      'POST',
      `/api/regions/${village}/households/${householdCode}/slips`,
      {},
    )
    const owner = await stranger()
    const own = await claim(owner, { householdCode: householdCode.replaceAll('-', ''), name })
    const thief = await stranger()
    assert.equal(
      (await settle(thief, own, slip.code)).status,
      404,
      'another settled the claim of the household',
    )
    assert.equal((await settle(owner, own, slip.code)).json.verified, true, 'the household is locked out')
    const again = await claim(thief, { householdCode, name })
    assert.ok((await settle(thief, again, slip.code)).status >= 422, 'a used slip was taken')

    const [wrongName, wrongHousehold] = await Promise.all(
      [
        { householdCode: households[41].code, name: '王五' },
        { householdCode: 'ZZ-99-999', name: '王五' },
      ].map(async (claimed) => {
        const as = await stranger()
        const { status, json } = await settle(as, await claim(as, claimed), 'AAAA-AAAA')
        return [status, json.error.code, json.error.message]
      }),
    )
    assert.deepEqual(wrongName, wrongHousehold, 'the answers tell a wrong name from a wrong household')
    return `${tries * 2} guesses refused, the right slip taken once, wrong names and wrong codes answered alike`
  },
}
