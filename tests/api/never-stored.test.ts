import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, draftOf, submitted, type Village, village, villageApp } from './notices-setup'

/** Made up: the form is right, the check digits are not. */
const idCard = '310116199001011234'
const bankCard = '6222 0210 0111 6245 702'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

async function kept(): Promise<string> {
  const { Edition, EditionRow, Claim, Account } = t.deps.models
  return JSON.stringify(
    await Promise.all([
      Edition.find().lean(),
      EditionRow.find().lean(),
      Claim.find().lean(),
      Account.find().lean(),
    ]),
  )
}

describe('id-card and bank numbers', () => {
  it('are not kept in a draft, wherever they are written', async () => {
    const draft = await draftOf(t, 41, completeContent(41, { table: true }))
    const column = { key: 'a', label: idCard, kind: 'text' }
    const written = [
      ['content.title', { title: idCard }],
      ['content.plain', { plain: `卡号${bankCard}` }],
      ['content.body', { body: `身份证\u200b３１０１１６19900101\u200b1234。` }],
      ['content.elements', { elements: [{ name: draft.item.elements[0], text: bankCard }] }],
      ['content.table.caption', { table: { caption: bankCard, columns: [{ ...column, label: '列' }] } }],
      ['content.table.columns', { table: { caption: '', columns: [column] } }],
    ] as const
    for (const [field, content] of written) {
      const answer = await t.ask('PUT /api/notices/:id', {
        params: { id: draft.notice },
        body: { revision: draft.revision, content },
        token: t.token.clerk,
      })
      expect([field, answer.status, answer.error?.fields?.[0]?.field]).toEqual([field, 422, field])
      const made = await t.ask('POST /api/notices', {
        body: { region: village.code, item: 41, content },
        token: t.token.clerk,
      })
      expect([field, made.status]).toEqual([field, 422])
    }
    const inRow = await t.ask('POST /api/notices/:id/rows', {
      params: { id: draft.notice },
      body: {
        revision: draft.revision,
        changes: [{ key: 'k1', row: { cells: ['15组', idCard, 1, 1] } }],
      },
      token: t.token.clerk,
    })
    expect(inRow.error.fields).toMatchObject([{ field: 'content.table.rows', row: 2, column: '户主' }])
    expect(await kept()).not.toMatch(/199001011234|6245/)
  })

  it('are not kept in reasons, claims and names', async () => {
    const work = await submitted(t, await draftOf(t, 41))
    const answers = [
      await t.ask('POST /api/notices/:id/review', {
        params: { id: work.notice },
        body: { decision: 'return', reason: `第二行有${idCard}`, contentHash: work.contentHash },
        token: t.token.supervisor,
      }),
      await t.ask('POST /api/me/claims', {
        body: { region: village.code, householdCode: 'HT-15-001', name: idCard },
        token: t.token.stranger,
      }),
      await t.ask('PUT /api/me', { body: { name: idCard }, token: t.token.stranger }),
    ]
    expect(answers.map(({ status, error }) => [status, error.fields?.[0]?.field])).toEqual([
      [422, 'reason'],
      [422, 'name'],
      [422, 'name'],
    ])
    expect(await kept()).not.toContain(idCard)
  })

  it('leave a telephone number to the gate before the reviewer: a draft may hold it', async () => {
    const draft = await draftOf(t, 41, { ...completeContent(41), body: '电话 13800001111' })
    const submit = draft.abilities.find(({ verb }) => verb === 'submit')
    expect(submit?.failureReasons).toEqual([expect.stringContaining('手机号')])
  })
})
