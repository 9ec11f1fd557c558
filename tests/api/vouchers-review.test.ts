import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readPdf } from '../support/pdf'
import { renewed, villageApp } from './notices-setup'
import { accounts, added, beginVouchers, confirmedIn, switched, t, ticked } from './vouchers-setup'

beforeAll(async () => {
  await beginVouchers(await villageApp())
  await switched(true)
})
afterAll(() => t.close())

it('who reviews sees who ticked 已遮住 and when, on the page and on the sheet that is signed by hand', async () => {
  const { notice } = await accounts()
  const at = t.clock.now().toISOString()
  const work = await confirmedIn((await ticked(notice, await added(notice))).body)
  for (const who of ['supervisor', 'publisher'] as const) {
    const screen = await t.ask('GET /api/screens/edit', { query: { id: notice }, token: renewed(t, who) })
    expect(screen.body.work.vouchers).toMatchObject([
      { name: '发票', masked: { by: '人clerk（村经办）', at } },
    ])
  }
  expect(work.state).toBe('submitted')
  const sheet = await t.app.inject({
    url: `/api/notices/${notice}/review-sheet.pdf`,
    headers: { authorization: `Bearer ${renewed(t, 'supervisor')}` },
  })
  expect(sheet.statusCode).toBe(200)
  const text = readPdf(sheet.rawPayload)
    .map((page) => page.text)
    .join('')
    .replace(/\s/g, '')
  expect(text).toContain('单据，只给本村成员看')
  expect(text).toContain('人clerk（村经办），11月20日')
  expect(text).toContain('勾了已遮住')
  expect(text).toContain('发票')
})
