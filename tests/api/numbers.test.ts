import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { isIntact } from '../../server/src/features/notices'
import {
  approved,
  completeContent,
  draftOf,
  published,
  submitted,
  type Village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const land = completeContent(31, { table: true, title: '土地流转' })

describe('a sum in the words that the table contradicts', () => {
  const wrong = { ...land, plain: '这个季度一共发了 ¥2,253.00。' }
  const submit = (notice: string, revision: number, confirmed?: boolean) =>
    t.ask('POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision, ...(confirmed === undefined ? {} : { confirmed }) },
      token: t.token.clerk,
    })

  it('is said to the clerk at the draft, with both figures, and does not disable handing in', async () => {
    const draft = await draftOf(t, 31, wrong)
    expect(draft.warnings).toEqual([
      {
        field: 'content.plain',
        message: '一句话说清里写的是“¥2,253.00”，附表“金额”合计是 ¥2,235.00，两个数不一样，请核对。',
      },
    ])
    expect(draft.abilities.find(({ verb }) => verb === 'submit')?.allowed).toBe(true)
  })

  it('is asked about once more when it is handed in, and goes on when the clerk says it is right', async () => {
    const draft = await draftOf(t, 31, wrong)
    const asked = await submit(draft.notice, draft.revision)
    expect([asked.status, asked.error.code]).toEqual([422, 'unconfirmed'])
    expect(asked.error.fields).toEqual(draft.warnings)
    expect((await submit(draft.notice, draft.revision, false)).error.code).toBe('unconfirmed')
    const sent = await submit(draft.notice, draft.revision, true)
    expect(sent.body).toMatchObject({ state: 'submitted', warnings: draft.warnings })
    const seen = await t.ask('GET /api/screens/edit', {
      query: { id: draft.notice },
      token: t.token.supervisor,
    })
    expect(seen.body.work.warnings).toEqual(draft.warnings)
  })

  it('is none once it is put right', async () => {
    const draft = await draftOf(t, 31, wrong)
    const { body } = await t.ask('PUT /api/notices/:id', {
      params: { id: draft.notice },
      body: { revision: draft.revision, content: { plain: '这个季度一共发了 ¥2,235.00。' } },
      token: t.token.clerk,
    })
    expect(body.warnings).toEqual([])
    expect((await submitted(t, body)).state).toBe('submitted')
  })
})

describe('how a column is totalled', () => {
  it('is kept as the clerk says, and changes no hash', async () => {
    const fee = { key: 'fee', label: '金额（元）', kind: 'money' } as const
    const contents = (['none', 'sum'] as const).map((total) => ({
      ...completeContent(1),
      table: { caption: '表', columns: [{ ...fee, total }], rows: [{ cells: [100] }, { cells: [200] }] },
    }))
    const [none, sum] = await Promise.all(
      contents.map(async (content) => approved(t, await submitted(t, await draftOf(t, 1, content)))),
    )
    expect(none?.content.table?.columns).toEqual([{ ...fee, total: 'none' }])
    expect(none?.contentHash).toBe(sum?.contentHash)
  })

  it('of an edition from before it was asked is that of its heading, and the edition is as intact as before', async () => {
    const { notice, edition } = await published(t, 31, land)
    const { Edition } = t.deps.models
    const stored = await Edition.findById(edition).lean()
    const columns = stored?.table?.columns.map(({ key, label, kind }) => ({ key, label, kind }))
    await Edition.updateOne(
      { _id: edition },
      { $set: { 'table.columns': columns, 'table.totals': [1, 2, 3, 4] } },
    )
    const { body } = await t.ask('GET /api/notices/:id', { params: { id: notice }, token: t.token.villager })
    expect(body.table?.columns.map(({ total }) => total)).toEqual(['none', 'none', 'sum', 'sum'])
    expect(body.table?.totals).toEqual([{ kind: 'sum', label: '合计', cells: [null, null, 745, 223_500] }])
    const older = await Edition.findById(edition).lean()
    expect(older && isIntact(older, older.table?.hash ?? null)).toBe(true)
  })
})
