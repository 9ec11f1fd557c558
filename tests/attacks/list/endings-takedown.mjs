import assert from 'node:assert/strict'
import sharp from 'sharp'
import { everybody, everyRead } from '../everywhere.mjs'
import { peopleOf, pictureForm } from '../people.mjs'

/** Two rare signs that stand nowhere else in the demo. */
const mark = '鼋鼍'
const item = 23
const rows = [
  ['HT-15-002', '沈国良'],
  ['HT-22-006', '顾阿凤'],
  ['HT-03-002', '周雅琴'],
].map(([household, name], at) => ({ household, cells: [name, `甲${mark}`, 10_000 + at] }))
const columns = [
  { key: 'name', label: `姓名${mark}`, kind: 'name' },
  { key: 'note', label: `备注${mark}`, kind: 'text' },
  { key: 'fee', label: '金额（元）', kind: 'money' },
]
const deciders = ['supervisor', 'publisher', 'township-officer', 'township-reviewer', 'township-publisher']

export default {
  name: 'after a takedown every read of everybody looks for the words, in the old editions, differences and pictures too',
  found:
    'while it was hidden: the clerk read it all as a difference, the household a sentence of it in the inbox, the desk its title; after it the desk said 已发布 of a notice without a title',
  async check(service) {
    const { ask, village, anotherAddress } = service
    const people = peopleOf(service)
    const { notice, reads } = await withThreeEditions(service, people)
    const tickets = new Set()

    /** Who reads the mark where; remembers every ticket for a picture on the way. */
    async function readers() {
      const found = new Map()
      for (const who of everybody) {
        await inTurns(reads, async (path) => {
          const { status, text, headers } = await people.as(who, 'GET', path)
          assert.ok(status < 500, `${path} is answered ${status}`)
          for (const [url] of text.matchAll(/\/api\/pictures\/[^"]*ticket=[^"]*/g)) tickets.add(url)
          const picture = path.includes('/pictures/') && status === 200
          if (text.includes(mark) || picture) found.set(`${who} ${path}`, { who, path, etag: headers.etag })
        })
      }
      return found
    }

    const before = await readers()
    assert.ok(before.size > 150 && tickets.size > 0, `only ${before.size} reads showed it at first`)
    await people.done('publisher', 'POST', `/api/notices/${notice}/hide`, { reason: '先核对' })
    const hidden = [...(await readers()).values()].filter(({ who }) => !deciders.includes(who))
    // Who has written an edition that nobody else has read sees its title on the own desk.
    const shown = hidden.filter(({ who, path }) => who !== 'clerk' || !path.includes('/screens/desk'))
    assert.deepEqual(shown, [], 'what is hidden is read by somebody who does not decide')

    await people.done('supervisor', 'POST', `/api/notices/${notice}/takedown`, {
      reason: '误带信息',
      kinds: ['name'],
    })
    const after = await readers()
    assert.deepEqual([...after.keys()], [], 'what was taken down is read')
    for (const url of tickets) {
      assert.equal((await ask(url, { from: anotherAddress() })).status, 404, 'a ticket of before holds')
    }
    for (const { who, path, etag } of before.values()) {
      if (!etag) continue
      const { status } = await people.as(who, 'GET', path, undefined, { 'if-none-match': etag })
      assert.notEqual(status, 304, `${path}: who has kept it is told that it is the same`)
    }
    const desk = await people.done('clerk', 'GET', `/api/screens/desk?region=${village}`)
    assert.ok(!desk.published.some((line) => line.notice === notice), 'the desk says that it is published')
    return `${reads.length} reads × ${everybody.length} people, ${before.size} showed it before, none after; ${tickets.size} tickets are void`
  },
}

/** A notice with the mark in every field, corrected once, returned once, with a second correction begun and a leak reported. */
async function withThreeEditions(service, people) {
  const { ask, village } = service
  const content = await people.contentFor(item, mark, { caption: `补贴表${mark}`, columns })
  const first = await people.draft(item, content, rows)
  const { notice } = first
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2a7' } })
    .png()
    .toBuffer()
  const { body, headers } = pictureForm(png, `照片${mark}`)
  await people.published(await people.done('clerk', 'POST', `/api/notices/${notice}/pictures`, body, headers))
  const report = await people.done(null, 'POST', `/api/notices/${notice}/leak-reports`, {
    what: `这里${mark}`,
  })

  const correct = (note, size) =>
    people.done('clerk', 'POST', `/api/notices/${notice}/correct`, {
      change: { note: `${note}${mark}`, size, displayAnew: false },
    })
  const saved = ({ revision }, plain) =>
    people.done('clerk', 'PUT', `/api/notices/${notice}`, { revision, content: { plain: `${plain}${mark}` } })
  let work = await saved(await correct('改了', 'major'), '第二版')
  work = await people.changed(work, [{ household: 'HT-15-002', cells: ['沈国良', `乙${mark}`, 10_001] }])
  const { contentHash } = await people.submitted(work)
  work = await people.done('supervisor', 'POST', `/api/notices/${notice}/review`, {
    decision: 'return',
    reason: `再看看${mark}`,
    contentHash,
  })
  await people.published(await saved(work, '又一版'))
  const { pictures } = await correct('又改了', 'minor')

  const target = {
    village,
    item,
    notice,
    editions: 3,
    pictures: pictures.map(({ id }) => id),
    reports: [report.id],
    words: [mark],
  }
  return { notice, reads: await everyRead(ask, target) }
}

async function inTurns(all, each, width = 8) {
  const left = [...all]
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await each(one)
    }),
  )
}
