import {
  type Condition,
  type FieldProblem,
  gateFields,
  isCondition,
  isNeverStored,
  isPolicyDate,
  type PolicyContent,
  type Rule,
  ruleProblems,
} from '@hutang/shared'

/** What a draft begins with: nothing is chosen for anybody that could go unnoticed. */
export const emptyPolicy: PolicyContent = {
  title: '',
  plain: '',
  audience: 'enterprise',
  issuer: '',
  documentNo: '',
  issuedOn: null,
  validFrom: null,
  validTo: null,
  level: 'township',
  benefits: [],
  needs: [],
  industries: [],
  rule: { all: [] },
  amount: { kind: 'unknown', text: '' },
  repeat: { kind: 'unlimited' },
  excludes: [],
  window: { kind: 'always' },
  way: 'review',
  payDays: null,
  materials: [],
  steps: [],
  applyAt: { kind: 'counter' },
  place: '',
  phone: '',
  text: '',
  interpretation: '',
  sourceUrl: null,
  competition: null,
}

/** Only what a rule is made of: a request may carry more. */
function plainRule(node: Rule | Condition): Rule | Condition {
  if (isCondition(node)) {
    const { field, op, value, hard, sourceText, on } = node
    return { field, op, value, hard, sourceText, ...(on === undefined ? {} : { on }) }
  }
  if ('all' in node) return { all: node.all.map(plainRule) }
  if ('any' in node) return { any: node.any.map(plainRule) }
  return { none: node.none.map(plainRule) }
}

/** Every text in it by its path: what is not of a list may hold the number of somebody. */
function textsIn(value: unknown, field: string): { field: string; text: string }[] {
  if (typeof value === 'string') return [{ field, text: value }]
  if (Array.isArray(value)) return value.flatMap((one, at) => textsIn(one, `${field}.${at}`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => textsIn(one, `${field}.${name}`))
}

const titles: Partial<Record<keyof PolicyContent, string>> = {
  title: '标题',
  plain: '一句话说清',
  issuer: '发文机关',
  documentNo: '文号',
  rule: '条件',
  amount: '补助标准',
  window: '申报期',
  materials: '申报材料',
  steps: '办理步骤',
  applyAt: '我要办',
  place: '到哪里办',
  phone: '咨询电话',
  text: '政策原文',
  interpretation: '解读',
  sourceUrl: '原文网址',
  competition: '公平竞争审查',
}

/** The office's own telephone and address. */
const ofOffice: readonly string[] = ['phone', 'place']

/** An id that we gave a policy: no words, though some of them look like a telephone. */
const ownId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

const withoutOwnIds = ({ excludes, ...content }: Partial<PolicyContent>): Partial<PolicyContent> =>
  excludes ? { ...content, excludes: excludes.map((id) => (ownId.test(id) ? '' : id)) } : content

/** Personal data in any text of it. `root` names where it stands in what was sent. */
export function personalDataInPolicy(
  content: Partial<PolicyContent>,
  { root = 'content', counts }: { root?: string; counts?: typeof isNeverStored } = {},
): FieldProblem[] {
  const places = Object.entries(withoutOwnIds(content)).flatMap(([name, value]) =>
    textsIn(value, `${root}.${name}`).map((one) => ({
      ...one,
      title: titles[name as keyof PolicyContent] ?? '政策',
      ...(ofOffice.includes(name) ? { place: { office: true } } : {}),
    })),
  )
  return gateFields(places, counts)
}

const dateTitles = { issuedOn: '成文日期', validFrom: '有效期的起日', validTo: '有效期的止日' } as const

/** Days that there are not: nothing can be reckoned from them, so not even a draft has one. */
function datesThatAreNone(
  { window, competition, ...content }: Partial<PolicyContent>,
  root: string,
): FieldProblem[] {
  const dates: [string, string, string | null | undefined][] = [
    ...Object.entries(dateTitles).map(
      ([name, title]) => [name, title, content[name as keyof typeof dateTitles]] as [string, string, string],
    ),
    ['window.from', '申报的开始日', window && 'from' in window ? window.from : null],
    ['window.to', '申报的截止日', window && 'to' in window ? window.to : null],
    ['competition.date', '审查日期', competition && 'date' in competition ? competition.date || null : null],
  ]
  return dates.flatMap(([field, title, date]) =>
    date === null || date === undefined || isPolicyDate(date)
      ? []
      : [{ field: `${root}.${field}`, message: `${title}：没有这一天，请写成2026-03-01这样。` }],
  )
}

/** What a request changes of a draft; or everything that is wrong with it, each with its field. */
export function changedPolicy(
  before: PolicyContent,
  change: Partial<PolicyContent>,
  root = 'content',
): { content: PolicyContent; problems: FieldProblem[] } {
  const content = { ...before, ...change }
  const wrong =
    change.rule === undefined && change.audience === undefined
      ? []
      : ruleProblems(content.rule, content.audience).map(({ path, message }) => ({
          field: [root, 'rule', path].filter(Boolean).join('.'),
          message,
        }))
  const none = datesThatAreNone(change, root)
  const problems = [...wrong, ...none, ...personalDataInPolicy(change, { root, counts: isNeverStored })]
  if (wrong.length + none.length > 0) return { content: before, problems }
  return { content: { ...content, rule: plainRule(content.rule) as Rule }, problems }
}
