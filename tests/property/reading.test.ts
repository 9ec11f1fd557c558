import { accessTo, type Cell, disclosureOf, rowAccess, type Viewer, visibleRows } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { catalogueOf, foldsAt, itemOfNotice, restrictionOf } from '../../server/src/features/catalogue'
import type { EditionDoc, NoticeDoc } from '../../server/src/features/notices'
import { itemStates, listNotices, noticeView, ownNotices, search } from '../../server/src/features/notices'
import { readableChanged } from '../../server/src/features/notices/reading/region-mark'
import { rowsView } from '../../server/src/features/notices/reading/table-view'
import { type TestApp, testApp } from '../support/app'
import { aNotice, aVillage, hutang } from '../support/builders'
import { runs } from '../support/runs'

const region = { code: hutang, name: '护塘村', level: 'village' as const }
const township = hutang.slice(0, 9)
const households = ['A', 'B', 'C', 'D'].map((code) => `${hutang}:${code}`)
/** Of every kind: for all, the village, members, one's household, and masked names. */
const items = [1, 16, 13, 31, 36]

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await aVillage(t.deps.models)
})
afterAll(() => t.close())

const viewers: fc.Arbitrary<Viewer> = fc.record({
  account: fc.constant('a'),
  person: fc.constant('p'),
  residences: fc.array(
    fc.record({
      region: fc.constant(hutang),
      household: fc.constantFrom(...households),
      member: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  roles: fc.array(
    fc.record({
      role: fc.constantFrom('clerk' as const, 'operator' as const, 'township-officer' as const),
      region: fc.constantFrom(hutang, township),
    }),
    { maxLength: 1 },
  ),
})

interface Publication {
  item: number
  rows: (string | null)[]
  daysAgo: number
}
const publications: fc.Arbitrary<Publication> = fc.record({
  item: fc.constantFrom(...items),
  rows: fc.array(fc.constantFrom(null, ...households), { maxLength: 260 }),
  daysAgo: fc.integer({ min: 0, max: 500 }),
})

let made = 0
async function publish({ item, rows, daysAgo }: Publication): Promise<void> {
  const { models } = t.deps
  const id = `n${++made}`
  const at = new Date(t.clock.now().getTime() - daysAgo * 86_400_000 - made)
  await aNotice(models, {
    id,
    item,
    at,
    title: `第${item}项第${made}次`,
    households: rows.map((one) => one ?? ''),
  })
  const columns = [
    { key: 'name', label: '户主', kind: 'name' },
    { key: 'fee', label: '金额', kind: 'money' },
  ]
  await models.Edition.updateOne({ notice: id, table: { $ne: null } }, { $set: { 'table.columns': columns } })
  for (const [n, household] of rows.entries()) {
    const cells: Cell[] = [`户主${n}`, n]
    await models.EditionRow.updateOne({ notice: id, n }, { $set: { household, cells } })
  }
  await readableChanged(t.deps, hutang)
}

const published = () =>
  t.deps.models.Notice.find({ region: hutang, state: 'published' })
    .sort({ 'head.publishedAt': -1, _id: -1 })
    .lean<NoticeDoc[]>()
const restrictionOfItem = (no: number) => {
  const item = itemOfNotice(region, no)
  if (!item) throw new RangeError(`no item ${no}`)
  return restrictionOf(hutang, item)
}
/** Of a list that is folded (收起) by now, each household sees its own rows. */
const restrictionNow = ({ item, head }: NoticeDoc) => {
  const folds = head && foldsAt(region, item, head.publishedAt)
  const restriction = restrictionOfItem(item)
  return folds && folds <= t.clock.now() ? { ...restriction, maskLevel: 'M4' as const } : restriction
}

/** The database's own answer: the notices with a row of the viewer's households, newest first. */
async function ownByDatabase(viewer: Viewer): Promise<string[]> {
  const ours = viewer.residences.map(({ household }) => household)
  const own = await t.deps.models.EditionRow.distinct('notice', { household: { $in: ours } })
  return (await published()).map(({ _id }) => _id).filter((id) => own.includes(id))
}

async function rowsByDatabase(notice: NoticeDoc, viewer: Viewer) {
  const { current } = notice
  const edition = await t.deps.models.Edition.findById(current).lean<EditionDoc>()
  const rows = await t.deps.models.EditionRow.find({ edition: current }).sort({ n: 1 }).lean()
  return visibleRows(rows, edition?.table?.columns ?? [], viewer, restrictionNow(notice), null)
}

async function allRows(id: string, viewer: Viewer, limit: number) {
  const rows = []
  for (let cursor: string | undefined; ; ) {
    const page = await rowsView(t.deps, id, viewer, { limit, ...(cursor ? { cursor } : {}) })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    if (!page.next) return rows
    cursor = page.next
  }
}

describe('what is kept in memory', () => {
  it('reads, for everybody and at any time, as the database does', async () => {
    await fc.assert(
      fc.asyncProperty(
        publications,
        fc.array(viewers, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 40 * 86_400_000 }),
        async (publication, people, limit, later) => {
          await publish(publication)
          t.clock.advance(later)
          const notices = await published()
          for (const viewer of people) {
            const own = await ownByDatabase(viewer)
            const { items: lines } = await listNotices(t.deps, region, viewer, { limit: 50 })
            expect(lines).toHaveLength(Math.min(50, notices.length))
            expect(
              lines.map(({ id, title, access, plain, mine }) => [id, title, access, plain, mine]),
            ).toEqual(
              notices.slice(0, 50).map(({ _id, item, head }) => {
                const access = accessTo(viewer, restrictionOfItem(item))
                return [_id, head?.title, access, access === 'title' ? null : head?.plain, own.includes(_id)]
              }),
            )
            expect((await ownNotices(t.deps, viewer, { limit: 3 })).map(({ _id }) => _id)).toEqual(
              own.slice(0, 3),
            )
            const newest = notices.find(({ _id }) => _id === `n${made}`)
            if (!newest) throw new Error('what was just published is not there')
            const rows = await rowsByDatabase(newest, viewer)
            expect(await allRows(newest._id, viewer, limit)).toEqual(rows)
            const { table } = await noticeView(t.deps, newest._id, viewer)
            const access = rowAccess(viewer, restrictionNow(newest))
            if (publication.rows.length === 0 || access === 'none') expect(table).toBeNull()
            else expect(table).toMatchObject({ access, rows })
          }
          const now = t.clock.now()
          const states = await itemStates(t.deps, region)
          expect(states.map(({ state, stateText, published: n }) => [state, stateText, n])).toEqual(
            catalogueOf(region).map(({ no, frequency }) => {
              const ofItem = notices.filter(({ item }) => item === no)
              const { state, text } = disclosureOf(
                frequency,
                {
                  last: ofItem[0]?.head?.publishedAt ?? null,
                  since: notices.at(-1)?.head?.publishedAt ?? null,
                },
                now,
              )
              return [state, text, ofItem.length]
            }),
          )
        },
      ),
      { numRuns: runs(12, 40), endOnFailure: true },
    )
  }, 90_000)

  it('finds the words wherever they stand, whatever their case', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 3 }),
        fc.constantFrom('a', 'É', 'ß', '土地', '.*', '[0-9]'),
        async (noise, word) => {
          await readableChanged(t.deps, hutang)
          const at = new Date(t.clock.now().getTime() - ++made)
          await aNotice(t.deps.models, { id: `n${made}`, item: 1, at, title: `${noise}${word}${made}。` })
          await readableChanged(t.deps, hutang)
          const found = await search(
            t.deps,
            region,
            { account: null, person: null, residences: [], roles: [] },
            { q: `${word.toUpperCase() === 'SS' ? word : word.toLowerCase()}${made}。` },
          )
          expect(found.notices.map(({ id }) => id)).toEqual([`n${made}`])
        },
      ),
      { numRuns: runs(10, 30) },
    )
  })
})
