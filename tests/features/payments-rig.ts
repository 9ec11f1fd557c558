import type { PaymentImport } from '@hutang/shared'
import { newEngine } from '../../server/src/features/push/engines'
import { township } from '../api/notices-setup'
import { tokensOf } from '../api/policies-setup'
import type { Answer } from '../support/app'
import { formOf } from '../support/form'
import { type PackagesRig, packagesRig } from './packages-rig'

export type Cell = string | number | Date | null

export const paymentHead = [
  ...[
    '序号',
    '文号',
    '统一社会信用代码',
    '企业名称',
    '批次',
    '申报日期',
    '核准日期',
    '到账日期',
    '金额（元）',
  ],
  ...['未通过日期', '未通过原因'],
]

export interface PaymentsRig extends PackagesRig {
  /** Looks at a sheet of payments, or takes it, as the township's officer. */
  sheet(
    rows: Cell[][],
    options?: { take?: boolean; policy?: string; token?: string },
  ): Promise<Answer<PaymentImport>>
  /** The minute's job of payments, and the matching of what it announced. */
  settle(): Promise<void>
  /** What was announced of payments, by subject. */
  told(): Promise<string[]>
}

export async function paymentsRig(): Promise<PaymentsRig> {
  const rig = await packagesRig()
  const { models } = rig.deps
  const [job] = rig.deps.features.find(({ name }) => name === 'payments')?.jobs?.(rig.deps) ?? []
  return {
    ...rig,
    async reset() {
      for (const model of [models.Payment, models.PaymentImport, models.PaymentChange])
        await (model as { deleteMany(all: object): Promise<unknown> }).deleteMany({})
      await rig.reset()
    },
    async sheet(rows, { take = true, policy, token = tokensOf(rig).writer } = {}) {
      const { writeXlsx } = await import('hucre/xlsx')
      const data = Buffer.from(await writeXlsx({ sheets: [{ name: '兑现', rows }] }))
      const form = formOf({ name: '兑现.xlsx', data })
      const query = new URLSearchParams({ take: String(take), ...(policy ? { policy } : {}) })
      const answer = await rig.app.inject({
        method: 'POST',
        url: `/api/regions/${township.code}/payments/import?${query}`,
        payload: form.payload,
        headers: { ...form.headers, authorization: `Bearer ${token}` },
      })
      const body = answer.json()
      return { status: answer.statusCode, body, headers: answer.headers, error: body.error }
    },
    async settle() {
      await job?.run()
      await newEngine(rig.deps, { channels: [] }).runOnce()
    },
    told: async () =>
      (await models.Announcement.find({ 'subject.kind': 'payment' }).sort({ at: 1, _id: 1 }).lean()).map(
        ({ subject }) => subject.id,
      ),
  }
}
