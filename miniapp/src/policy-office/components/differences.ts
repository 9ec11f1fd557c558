import {
  amountWords,
  benefitWords,
  conditionsOf,
  dayWords,
  levelWords,
  type NameOfCode,
  needWords,
  type PolicyContent,
  requirementWords,
  wayWords,
} from '@hutang/shared/rules'
import { audienceWords } from '../words'

export interface Difference {
  name: string
  /** Empty: it was not there. */
  before: string
  after: string
}

const day = (date: string | null): string => (date === null ? '' : dayWords(date))

function windowWords({ window }: PolicyContent): string {
  switch (window.kind) {
    case 'dates':
      return `${dayWords(window.from)}到${dayWords(window.to)}`
    case 'always':
      return '常年'
    case 'untilSpent':
      return `${window.from ? `${dayWords(window.from)}起，` : ''}额满为止`
    case 'rolling':
      return window.text
  }
}

function applyWords({ applyAt, place }: PolicyContent): string {
  if (applyAt.kind === 'url') return applyAt.url
  return applyAt.kind === 'miniProgram' ? `小程序 ${applyAt.appId} ${applyAt.path}` : `窗口：${place}`
}

function reviewWords({ competition }: PolicyContent): string {
  if (competition === null) return ''
  switch (competition.kind) {
    case 'reviewed':
      return `${competition.body} ${competition.date} ${competition.conclusion}`
    case 'forwarded':
      return `转发 ${competition.documentNo}`
    case 'notConcerned':
      return `不涉及：${competition.reason}`
  }
}

const repeatWords = ({ repeat }: PolicyContent): string =>
  ({ unlimited: '不限', once: '一次', yearly: '一年一次', years: '几年一次' })[repeat.kind] +
  (repeat.kind === 'years' ? `（${repeat.years}年）` : '')

/** Conditions with what each asks; the sentence tells them apart. */
const conditions = ({ rule }: PolicyContent, names: NameOfCode): string[] =>
  conditionsOf(rule).map(
    ({ condition, none }) =>
      `${requirementWords({ condition, none, truth: 'unknown', own: null }, names)}${condition.hard ? '' : '（优先）'}`,
  )

type Row = readonly [name: string, words: (content: PolicyContent, names: NameOfCode) => string]

const rows: readonly Row[] = [
  ['标题', ({ title }) => title],
  ['一句话说清', ({ plain }) => plain],
  ['给谁', ({ audience }) => audienceWords[audience]],
  ['发文机关', ({ issuer }) => issuer],
  ['文号', ({ documentNo }) => documentNo],
  ['成文日期', ({ issuedOn }) => day(issuedOn)],
  ['有效期', ({ validFrom, validTo }) => [day(validFrom), day(validTo)].filter(Boolean).join('到')],
  ['政策层级', ({ level }) => levelWords[level]],
  ['支持方式', ({ benefits }) => benefits.map((one) => benefitWords[one]).join('、')],
  ['需求', ({ needs }) => needs.map((one) => needWords[one]).join('、')],
  ['行业', ({ industries }, names) => industries.map((one) => names('industry', one) ?? one).join('、')],
  ['谁可以申报', (content, names) => conditions(content, names).join('；')],
  ['给多少', ({ amount }) => amountWords(amount)],
  ['多久一次', repeatWords],
  ['申报期', windowWords],
  ['兑现方式', ({ way }) => wayWords[way].label],
  ['兑现时限', ({ payDays }) => (payDays === null ? '' : `${payDays}个工作日`)],
  [
    '申报材料',
    ({ materials }) =>
      materials
        .map(({ name, note, held }) => `${name}${note ? `（${note}）` : ''}${held ? '，不用交' : ''}`)
        .join('；'),
  ],
  ['办理步骤', ({ steps }) => steps.join('；')],
  ['我要办', applyWords],
  ['到哪里办', ({ place }) => place],
  ['咨询电话', ({ phone }) => phone],
  ['政策原文', ({ text }) => text],
  ['解读', ({ interpretation }) => interpretation],
  ['原文网址', ({ sourceUrl }) => sourceUrl ?? ''],
  ['公平竞争审查', reviewWords],
]

/** What a correction changes, part by part, as it is said. */
export const policyDifferences = (
  before: PolicyContent,
  after: PolicyContent,
  names: NameOfCode,
): Difference[] =>
  rows.flatMap(([name, words]) => {
    const [old, now] = [words(before, names), words(after, names)]
    return old === now ? [] : [{ name, before: old, after: now }]
  })
