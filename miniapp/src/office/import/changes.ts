import type { RegisterImport } from '@hutang/shared/contract'

/** "新增 3012 人 812 户，改 4 人"; empty when the register has all of it already. */
export function whatChanges({ kind, counts }: RegisterImport): string {
  const { newHouseholds, changedHouseholds } = counts
  // Of 承包户 and 成员户 the lines are the households themselves.
  const ofPeople = kind === 'residence'
  const answered = counts.question - counts.open
  return [
    told('新增', ofPeople ? counts.new : 0, newHouseholds),
    told('改', ofPeople ? counts.changed - changedHouseholds : 0, changedHouseholds),
    answered > 0 ? `${answered} 处按您答的办` : '',
  ]
    .filter(Boolean)
    .join('，')
}

const told = (verb: string, people: number, households: number): string => {
  const numbers = [people > 0 ? `${people} 人` : '', households > 0 ? `${households} 户` : '']
  const shown = numbers.filter(Boolean).join(' ')
  return shown && `${verb} ${shown}`
}

/** Why it cannot be confirmed; what is open may be left aside, and who is not in the file may have gone. */
export function reasonAgainst({ confirm, counts }: RegisterImport, changes: string): string | undefined {
  if (changes === '' && counts.gone === 0) {
    if (counts.open > 0) return `先答要问您的 ${counts.open} 处`
    return counts.same > 0 ? '和册子一样，没有要改的' : '没有一行可以导入'
  }
  if (confirm.allowed || counts.open > 0) return undefined
  return confirm.reason ?? '现在不能导入'
}

/** What this import leaves as it is; undefined where everything is in it. */
export function leftOut({ counts }: RegisterImport): string | undefined {
  const parts = [
    counts.open > 0 ? `${counts.open} 处没有答的先放着` : '',
    counts.problem > 0 ? `${counts.problem} 行里看不懂的格子先空着` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('，') : undefined
}
