import { type PaymentField, plainDocumentNo } from '@hutang/shared'
import { columnsBy } from '../../rules/headings'
import type { PublishedPolicy } from '../policies'

/** What offices write above the columns of a list of payments; the whole heading, without brackets. */
const headings: readonly (readonly [PaymentField, RegExp])[] = [
  ['creditCode', /^(?:统一)?(?:社会)?信用(?:代码|码)$|^统一代码$|^税号$/],
  [
    'name',
    /^(?:企业|单位|主体|经营主体|申报(?:单位|企业|主体)|合作社)?名称$|^(?:企业|单位|申报单位)(?:名|全称)?$/,
  ],
  ['policy', /^(?:政策|项目|补贴|事项)(?:名称|名|文号|编号)?$|^文号$/],
  ['batch', /^(?:批次|年度|年份|期次|申报年度|批)$/],
  ['handedInOn', /^(?:申报|申请|受理|提交)(?:日期|时间|日)$/],
  ['approvedOn', /^(?:核准|批准|审批|核定|通过|认定)(?:日期|时间|日)$/],
  ['refusedOn', /^(?:未通过|不通过|退回|驳回|不予核准)(?:日期|时间|日)$/],
  ['paidOn', /^(?:到账|拨付|兑付|兑现|打款|发放|支付)(?:日期|时间|日)$/],
  ['fen', /^(?:核准|批准|核定|拨付|兑付|兑现|到账|发放|补贴|奖补|奖励|支付)?(?:金额|资金|款)(?:万?元)?$/],
  ['reason', /^(?:未通过|不通过|退回|驳回)?(?:原因|理由)$/],
]

export const paymentHeadings: readonly string[] = [
  ...['政策名称', '项目名称', '文号', '统一社会信用代码', '企业名称', '单位名称', '批次', '年度'],
  ...['申报日期', '核准日期', '未通过日期', '到账日期', '拨付日期', '金额', '核准金额', '未通过原因', '序号'],
]

/** Which column is what. */
export const paymentColumns = (labels: readonly string[]): (PaymentField | null)[] =>
  columnsBy(headings, labels)

const plainTitle = (title: string): string => title.normalize('NFKC').replace(/\(示例\)$|[\s《》“”"]/g, '')

/** Finds a policy by its key, its title or its 文号, whatever brackets it is written with; null: none, or several. */
export function policyFinder(
  policies: readonly PublishedPolicy[],
): (written: string) => PublishedPolicy | null {
  const named = new Map<string, Set<PublishedPolicy>>()
  for (const policy of policies) {
    const { title, documentNo } = policy.content
    for (const name of [policy._id, plainTitle(title), plainDocumentNo(documentNo)])
      if (name !== '') named.set(name, (named.get(name) ?? new Set()).add(policy))
  }
  return (written) => {
    for (const name of [written, plainTitle(written), plainDocumentNo(written)]) {
      const found = [...(named.get(name) ?? [])]
      if (found.length === 1) return found[0] ?? null
    }
    return null
  }
}
