import assert from 'node:assert/strict'
import { peopleOf } from '../people.mjs'

const reports = 150

export default {
  name: `${reports} reports of a leak about one notice, from as many addresses, before a true one about another`,
  found:
    'the desk showed the first hundred: the true one was nowhere; a report of zero-width spaces was taken',
  async check(service) {
    const people = peopleOf(service)
    const publish = async () => people.published(await people.draft(29, await people.contentFor(29, '测试')))
    const [flooded, meant] = [await publish(), await publish()]
    const report = (notice, what) => people.as(null, 'POST', `/api/notices/${notice}/leak-reports`, { what })
    for (let n = 0; n < reports; n += 1) {
      assert.equal((await report(flooded.notice, `第${n}处不对`)).status, 201)
    }
    assert.equal((await report(meant.notice, '\u200b\u200b')).status, 422, 'nothing was taken for words')
    assert.equal((await report(meant.notice, '名单里有门牌')).status, 201)
    const desk = await people.done('publisher', 'GET', `/api/screens/desk?region=${service.village}`)
    const kept = desk.leaks.reports.filter(({ notice }) => notice === flooded.notice).length
    assert.ok(kept <= 10, `${kept} reports of one notice are kept`)
    assert.ok(
      desk.leaks.reports.some(({ notice }) => notice === meant.notice),
      'the true one is lost',
    )
    return `${kept} of the ${reports} stand on the desk, and the true one`
  },
}
