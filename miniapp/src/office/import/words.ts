import type {
  ImportColumn,
  ImportLine,
  ImportState,
  LineFacts,
  LineKind,
  RegisterImport,
} from '@hutang/shared/contract'
import { sexText } from '@hutang/shared/rules'
import type { TagTone } from '../../components'
import type { PairLine } from '../components/pair/pair'
import { personLine } from '../words'

export const stateText: Record<ImportState, string> = {
  reading: '正在看',
  staged: '等您确认',
  applying: '正在放进册子',
  applied: '已导入',
  undoing: '正在撤回',
  undone: '已撤回',
}

export const stateTag: Record<ImportState, TagTone> = {
  reading: 'soon',
  staged: 'soon',
  applying: 'soon',
  applied: 'good',
  undoing: 'soon',
  undone: 'plain',
}

/** The kinds of lines in the order in which they need somebody. */
export const lineKinds = [
  { id: 'problem', name: '看不懂的', nothing: '每一格都看得懂。' },
  { id: 'question', name: '要问您的', nothing: '没有要问的。' },
  { id: 'gone', name: '不在表里的', nothing: '册子上的人都在表里。' },
  { id: 'changed', name: '有变', nothing: '册子上的人没有变。' },
  { id: 'new', name: '新增', nothing: '没有新增的人。' },
  { id: 'same', name: '没变', nothing: '没有和册子上一样的人。' },
] as const satisfies readonly { id: LineKind; name: string; nothing: string }[]

export const countOf = ({ counts }: RegisterImport, kind: LineKind): number => counts[kind]

/** What is looked at first: whatever needs an answer, else what changes. */
export const firstKind = (data: RegisterImport): LineKind =>
  lineKinds.find(({ id }) => countOf(data, id) > 0)?.id ?? 'new'

const useTags: Record<ImportColumn['use'], TagTone> = { kept: 'good', compared: 'info', left: 'plain' }
export const useTag = ({ use }: ImportColumn): TagTone => useTags[use]

/** "第 41 行 沈国良"; of a household "第 41 行 沈国良户". */
export function lineTitle({ of, row, file, stored }: ImportLine): string {
  const facts = file ?? stored
  const place = row === null ? '' : `第 ${row} 行 `
  return `${place}${facts?.name ?? ''}${of === 'household' ? '户' : ''}`
}

/** Where the person is, and what is known of them. */
export const lineDetail = (facts: LineFacts): string =>
  [facts.householdCode, facts.head ? `户主 ${facts.head}` : '', facts.group, personLine(facts)]
    .filter(Boolean)
    .join(' · ')

const memberText = (member: boolean | null): string => (member === null ? '' : member ? '是' : '不是')

/** Two rows line by line; what neither says is left out. */
export function pairLines(left: LineFacts, right: LineFacts): PairLine[] {
  const line = (name: string, text: (facts: LineFacts) => string | number | null, always = false) => ({
    name,
    always,
    left: String(text(left) ?? ''),
    right: String(text(right) ?? ''),
  })
  return [
    line('姓名', ({ name }) => name, true),
    line('户号', ({ householdCode }) => householdCode, true),
    line('户主', ({ head }) => head),
    line('组', ({ group }) => group),
    line('关系', ({ relation }) => relation),
    line('性别', ({ sex }) => sex && sexText[sex]),
    line('出生', ({ birthYear }) => birthYear && `${birthYear} 年`),
    line('成员', ({ member }) => memberText(member)),
    line('手机', ({ phone }) => phone),
  ].filter((one) => one.left || one.right)
}
