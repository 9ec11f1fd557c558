import { creditCodeCheckSign } from '@hutang/shared'
import { township, type Village, village } from '../api/notices-setup'
import { ok, publishedPolicy, tokensOf } from '../api/policies-setup'
import { officeOf } from './gate-policies'

interface Problems {
  status: number
  fields: string[]
}

const number = '13812345678'
const firm = '91310116TET000001'

/** Why a text of payments and appeals need not be looked at. */
export const caseExempt: Record<string, string> = {
  'POST /api/regions/:code/payments/import file': 'read cell by cell: tests/features/payments.test.ts',
  'POST /api/regions/:code/payments/import alt': 'not read',
  'POST /api/policies/:id/payments/notice batch': 'a batch that is there, or nothing is published',
  ...Object.fromEntries(
    ['date', 'title', 'plain', 'body', 'table'].map((field) => [
      `POST /api/regions/:code/old-notices ${field}`,
      'covered before it is kept, and held by the gate: tests/api/old-notices.test.ts',
    ]),
  ),
  'POST /api/regions/:code/old-notices batch': 'a batch that is there, or it is refused',
  'POST /api/regions/:code/old-notices/file file': 'read cell by cell: tests/api/old-notices.test.ts',
  'POST /api/regions/:code/old-notices/file alt': 'not read',
  'POST /api/old-entries/:id/pictures file': 'its name is not kept',
  'POST /api/old-entries/:id/pictures alt': 'refused as of every picture: tests/api/old-notices.test.ts',
  'POST /api/old-entries/:id/mend keys.*': 'compared, and not kept',
  'POST /api/old-batches/:id/review reason': 'refused: tests/api/old-notices.test.ts',
  'POST /api/old-batches/:id/review hash': 'compared, and not kept',
  'POST /api/old-batches/:id/publish hash': 'compared, and not kept',
  'POST /api/appeals policy': 'a policy that is there, or it is refused',
  'POST /api/appeals enterprise': 'an enterprise of one’s own, or it is refused',
}

/** Texts of payments and appeals with a number of a person in one of them, by the route and the field. */
export function caseProbes(t: () => Village, phone = number): Record<string, () => Promise<Problems>> {
  const problemsOf = (answer: { status: number; error?: { fields?: { field: string }[] } }): Problems => ({
    status: answer.status,
    fields: [...new Set(answer.error?.fields?.map(({ field }) => field))],
  })
  const typed = (change: object) => async () => {
    const office = await officeOf(t())
    const { id } = await publishedPolicy(office)
    const body = {
      ...{ policy: id, creditCode: firm + creditCodeCheckSign(firm), approvedOn: '2026-11-10' },
      ...change,
    }
    const params = { code: township.code }
    return problemsOf(
      await office.ask('PUT /api/regions/:code/payments', { params, body, token: tokensOf(office).writer }),
    )
  }
  const written = (change: object = {}) =>
    t().ask('POST /api/appeals', {
      body: { region: village.code, item: 16, text: '交了材料，一直没有消息。', ...change },
      token: t().token.villager,
    })
  const step =
    (verb: string, body: object, who: 'office' | 'writer' = 'office') =>
    async () => {
      const office = await officeOf(t())
      const { id } = ok(await written())
      const { writer } = tokensOf(office)
      if (who === 'writer') {
        const settled = { params: { id }, body: { result: 'solved', text: '已经办好。' }, token: writer }
        ok(await office.ask('POST /api/appeals/:id/close', settled))
      }
      const answer = await office.app.inject({
        method: 'POST',
        url: `/api/appeals/${id}/${verb}`,
        payload: body,
        headers: { authorization: `Bearer ${who === 'office' ? writer : t().token.villager}` },
      })
      return problemsOf({ status: answer.statusCode, error: answer.json().error })
    }
  const text = `请打 ${phone}`
  return {
    'PUT /api/regions/:code/payments policy': typed({ policy: phone }),
    'PUT /api/regions/:code/payments creditCode': typed({ creditCode: phone }),
    'PUT /api/regions/:code/payments batch': typed({ batch: phone }),
    'PUT /api/regions/:code/payments reason': typed({ reason: text }),
    'POST /api/appeals text': async () => problemsOf(await written({ text })),
    'POST /api/appeals/:id/answer text': step('answer', { text }),
    'POST /api/appeals/:id/close text': step('close', { result: 'solved', text }),
    'POST /api/appeals/:id/hotline number': step('hotline', { number: phone }),
    'POST /api/appeals/:id/rate text': step('rate', { rating: 'good', text }, 'writer'),
    'POST /api/appeals/:id/reopen text': step('reopen', { text }, 'writer'),
  }
}
