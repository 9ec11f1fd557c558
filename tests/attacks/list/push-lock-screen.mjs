import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { peopleOf } from '../people.mjs'
import { attacked, startDemo } from '../service.mjs'

/** Restricted items of the demo with words of their own in the title: what the item is, whose it is, how much. */
const items = [
  [14, '失独家庭慰问'],
  [18, '残疾人补贴八百六十元'],
  [43, '分红３０００元'],
  [16, '困难补助发放'],
]
const told = /失独|残疾|困难|补贴|补助|分红|元|沈国良|\d{3,}|[０-９]|[一二三四五六七八九]百/

export default {
  name: 'what a locked phone shows of notices about a household: names, sums in any digits, what the item is',
  found: '事项：失独家庭 to a household that follows nothing; amounts in full-width and Chinese digits',
  needs: 'process',
  async check() {
    const running = await startDemo()
    try {
      const service = attacked(running.url, running)
      const people = peopleOf(service)
      for (const [item, title] of items) {
        const table = {
          caption: '名单',
          columns: [
            { key: 'name', label: '姓名', kind: 'name' },
            { key: 'fee', label: '金额（元）', kind: 'money' },
          ],
        }
        const content = { ...(await people.contentFor(item, '', table)), title }
        const row = { household: 'HT-15-002', cells: ['沈国良', 86_000] }
        const draft = await people.draft(item, content, [row])
        await people.published(draft)
      }
      const shown = await messages(service)
      assert.ok(shown.length > 0, 'no message came to the phone of the household')
      for (const text of shown) assert.doesNotMatch(text, told)
      return `${shown.length} messages: ${[...new Set(shown)].join('; ')}`
    } finally {
      await running.stop()
    }
  },
}

/** What the demo's phones received within some seconds, in the words that a locked screen shows; dates left out. */
async function messages({ ask }) {
  let seen = []
  for (let n = 0; n < 20; n += 1) {
    await delay(500)
    seen = (await ask('/demo/phone/messages')).json.messages
    if (seen.length >= items.length) break
  }
  return seen
    .filter(({ openid }) => openid === 'demo-villager')
    .map(({ fields }) =>
      fields
        .map(({ value }) => value)
        .filter((value) => !/^\d{4}[-年]/.test(value))
        .join(' / '),
    )
}
