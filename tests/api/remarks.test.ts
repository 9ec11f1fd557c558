import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { completeContent, draftOf, renewed, submitted, type Village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

it('a reviewer is told what was changed since the draft was sent back', async () => {
  const first = await submitted(
    t,
    await draftOf(t, 1, { ...completeContent(1, { table: true }), title: '旧标题' }),
  )
  const params = { id: first.notice }
  await t.ask('POST /api/notices/:id/review', {
    params,
    body: { decision: 'return', reason: '标题不清楚。', contentHash: first.contentHash },
    token: renewed(t, 'supervisor'),
  })
  const clerk = () => renewed(t, 'clerk')
  const back = (await t.ask('GET /api/screens/edit', { query: { id: first.notice }, token: clerk() })).body
    .work
  const edited = await t.ask('PUT /api/notices/:id', {
    params,
    body: { revision: back.revision, content: { title: '新标题' } },
    token: clerk(),
  })
  const page = await t.ask('GET /api/notices/:id/rows', { params, query: { work: true }, token: clerk() })
  const row = page.body.rows[0]
  const changed = await t.ask('POST /api/notices/:id/rows', {
    params,
    body: {
      revision: edited.body.revision,
      changes: [
        {
          key: (row as { key: string }).key,
          row: { household: 'HT-15-003', cells: ['15组', '沈大明', 400, 125_700] },
        },
      ],
    },
    token: clerk(),
  })
  await submitted(t, changed.body)
  const seen = await t.ask('GET /api/screens/edit', {
    query: { id: first.notice },
    token: renewed(t, 'supervisor'),
  })
  expect(seen.body.work.remarks).toEqual([
    { kind: 'changedSinceReturn', message: '退回以后：标题由“旧标题”改为“新标题”；表格改了或加了 1 行。' },
  ])
})
