import type { LedgerBudget } from '../../contract/ledger-screens'
import type { LedgerFigures, LedgerKindLine, LedgerSide } from '../../contract/ledgers'
import { moneyWords } from './words'

type Line = LedgerBudget['lines'][number]

const permilleOf = (actual: number, planned: number | null): number | null =>
  planned === null || planned <= 0 ? null : Math.round((actual * 1000) / planned)

const names: Record<LedgerSide, string> = { income: '收入合计', expense: '支出合计' }

/** What was planned for the year beside what came and went so far; a kind that was not planned has no plan. */
export function budgetLines(planned: LedgerFigures, actual: LedgerFigures): Line[] {
  const lines: Line[] = []
  for (const side of ['income', 'expense'] as const) {
    const of = actual[side] ?? 0
    lines.push({
      name: names[side],
      side,
      planned: planned[side],
      actual: of,
      permille: permilleOf(of, planned[side]),
    })
  }
  const key = ({ side, name }: Pick<LedgerKindLine, 'side' | 'name'>) => `${side}:${name}`
  const done = new Map(actual.kinds.map((kind) => [key(kind), kind.value]))
  const plans = new Map(planned.kinds.map((kind) => [key(kind), kind.value]))
  for (const kind of [...planned.kinds, ...actual.kinds.filter((one) => !plans.has(key(one)))]) {
    if (!kind.side) continue
    const plan = plans.get(key(kind)) ?? null
    const of = done.get(key(kind)) ?? 0
    lines.push({
      name: kind.name,
      side: kind.side,
      planned: plan,
      actual: of,
      permille: permilleOf(of, plan),
    })
  }
  return lines
}

/** 全年预算支出 120 万元，到10月用了 96 万元，占 80%。 */
export function budgetSentence(lines: readonly Line[], until: string): string {
  return (['income', 'expense'] as const)
    .flatMap((side) => {
      const line = lines.find((one) => one.side === side && one.name === names[side])
      if (!line || line.planned === null || line.permille === null) return []
      const [word, verb] = side === 'income' ? ['收入', '收了'] : ['支出', '用了']
      return [
        `全年预算${word} ${moneyWords(line.planned)}，到${until}${verb} ${moneyWords(line.actual)}，占 ${Math.round(line.permille / 10)}%。`,
      ]
    })
    .join('')
}
