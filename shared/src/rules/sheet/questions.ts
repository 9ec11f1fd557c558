import type { SheetAnswers, SheetQuestion } from './answers'
import type { Columns } from './columns'
import type { Fillable } from './rows'
import type { Counted } from './sums'
import type { Heading } from './types'

export function headingQuestion(
  { rows, first }: Heading,
  { matched }: Columns,
  { choices }: SheetAnswers,
): SheetQuestion[] {
  if ((rows && choices.heading === undefined) || matched.length === 0) return []
  if (matched.some(({ how }) => how === 'order')) return []
  return [
    {
      id: 'heading',
      text: '没有认出表头。',
      choices: [
        { value: 'none', label: '没有表头，列名我来填' },
        {
          value: 'first',
          label: `第 ${(choices.heading === 'first' && rows ? rows.from : first) + 1} 行就是表头`,
        },
      ],
      chosen: choices.heading ?? 'none',
    },
  ]
}

export function unitQuestions({ unsaid }: Columns, { choices }: SheetAnswers): SheetQuestion[] {
  const questions: SheetQuestion[] = []
  if (unsaid.money)
    questions.push({
      id: 'unit',
      text: '表里没写金额的单位。',
      choices: [
        { value: '元', label: '元' },
        { value: '万元', label: '万元', detail: '会换算成元' },
      ],
      chosen: choices.unit ?? '元',
    })
  if (unsaid.area)
    questions.push({
      id: 'land',
      text: '表里没写面积的单位。',
      choices: [
        { value: '亩', label: '亩' },
        { value: '㎡', label: '平方米', detail: '不换算，列名写上㎡' },
      ],
      chosen: choices.land ?? '亩',
    })
  return questions
}

export const fillQuestion = (
  column: number,
  { label, blanks, merged, likely }: Fillable,
  { choices }: SheetAnswers,
): SheetQuestion => ({
  id: `fill:${column}`,
  text: merged ? `“${label}”有合并的格子，${blanks} 行是空的。` : `“${label}”有 ${blanks} 行空着。`,
  choices: [
    { value: 'fill', label: '和上面一行一样' },
    { value: 'leave', label: '就是空的' },
  ],
  chosen: choices[`fill:${column}`] ?? (likely ? 'fill' : 'leave'),
})

export function totalsQuestion(counted: readonly Counted[], { choices }: SheetAnswers): SheetQuestion | null {
  const names = counted.flatMap(({ total, name }) => (total === null ? [] : [name]))
  if (names.length === 0) return null
  return {
    id: 'totals',
    text: `有 ${names.length} 行是“${[...new Set(names)].slice(0, 3).join('”“')}”，不是一户、一笔。`,
    choices: [
      { value: 'drop', label: '不要这几行', detail: '合计由程序自己加' },
      { value: 'keep', label: '留着', detail: '不会再算进合计' },
    ],
    chosen: choices.totals ?? 'drop',
  }
}
