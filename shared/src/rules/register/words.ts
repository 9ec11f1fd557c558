import type { LineAnswer, QuestionCode } from '../../contract/register-imports'

/** What is said of a row beside the row itself; names and numbers of rows alone. */
export interface QuestionFacts {
  row: number
  name: string
  code: string | null
  head: string
  other: { row: number; name: string; code: string | null; head: string } | null
  stored: { name: string; code: string; head: string; state: 'living' | 'moved' | 'dead' } | null
}

const of = (code: string | null | undefined) => (code ? `${code}户` : '没有户号的一户')

/** The question about one row, in the words of the office. */
export function questionText(
  code: QuestionCode,
  { row, name, head, other, stored, ...own }: QuestionFacts,
): string {
  switch (code) {
    case 'namesake':
      return `第${row}行“${name}”与现有登记${stored?.code === own.code ? '同名同户' : '同名同组'}。是同一个人吗？`
    case 'movedHere':
      return `第${row}行“${name}”与${of(stored?.code)}的一位同名、同年出生。是同一个人换了户吗？`
    case 'returned':
      return `第${row}行“${name}”在登记册里已经${stored?.state === 'dead' ? '登记去世' : '迁出'}。是同一个人吗？`
    case 'numberRepeated':
      return `第${row}行和第${other?.row}行的“${name}”身份证号相同。是同一个人吗？`
    case 'numberTwoNames':
      return `第${row}行“${name}”和第${other?.row}行“${other?.name}”身份证号相同、姓名不同。是同一个人吗？`
    case 'samePersonTwice':
      return `第${row}行“${name}”和第${other?.row}行同户同名。是同一个人吗？`
    case 'householdMissing':
      return `第${row}行这一户没有户号，户主“${head}”与现有的${of(stored?.code)}同名。是同一户吗？`
    case 'householdTwice':
      return `第${row}行“${head}”和前面“${stored?.head ?? other?.head ?? ''}”用了同一个户号${own.code ?? ''}。是同一户吗？`
    case 'householdOthers':
      return `第${row}行“${head}”这一户用的户号${own.code ?? ''}，登记册里是${stored ? `“${stored.head}”家` : '另一家'}，人都不一样。是同一户吗？`
  }
}

/** What is asked of many at once. */
export const bulkText: Readonly<Record<QuestionCode, string>> = {
  namesake: '与现有登记同名，是同一个人吗？',
  movedHere: '像是换了户，是同一个人吗？',
  returned: '登记册里已经迁出或去世，是同一个人吗？',
  numberRepeated: '身份证号相同，是同一个人吗？',
  numberTwoNames: '身份证号相同、姓名不同，是同一个人吗？',
  samePersonTwice: '同户同名写了两次，是同一个人吗？',
  householdMissing: '没有户号，是现有的那一户吗？',
  householdTwice: '两个户主用了同一个户号，是同一户吗？',
  householdOthers: '户号在登记册里是另一家的，是同一户吗？',
}

const answers: Readonly<Record<LineAnswer, string>> = {
  same: '是',
  different: '不是',
  later: '先放着',
  keep: '留着',
  movedOut: '迁出',
  died: '去世',
}

export const answerText = (answer: LineAnswer): string => answers[answer]
