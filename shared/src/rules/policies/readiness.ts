import type { FieldProblem } from '../../errors'
import { visibleText } from '../visible-text'
import { isPolicyDate } from './dates'
import { policyField } from './fields'
import type { FieldKind } from './fields.types'
import { ruleProblems } from './rule-problems'
import type { Amount, ApplyAt, ApplyWindow, CompetitionReview, PolicyContent } from './types'
import { conditionsOf } from './walk'

const hasWords = (text: string): boolean => visibleText(text).trim() !== ''

const unless = (sound: boolean, field: string, message: string): FieldProblem[] =>
  sound ? [] : [{ field: `content.${field}`, message }]

const isDate = (date: string | null): boolean => date === null || isPolicyDate(date)

function windowProblems(window: ApplyWindow): FieldProblem[] {
  switch (window.kind) {
    case 'dates':
      return isPolicyDate(window.from) && isPolicyDate(window.to)
        ? unless(window.from <= window.to, 'window', '申报的截止日比开始日还早，请核对。')
        : unless(false, 'window', '申报的开始日和截止日要填日期。')
    case 'untilSpent':
      return unless(isDate(window.from), 'window', '申报的开始日要填日期。')
    case 'rolling':
      return unless(hasWords(window.text), 'window', '还没有写从什么时候起、多久以内可以申报。')
    default:
      return []
  }
}

/** A window that lies outside the policy's own days would be cut short, or never open, and nobody would know why. */
function validityProblems({ window, validFrom, validTo }: PolicyContent): FieldProblem[] {
  if (window.kind !== 'dates' || !isPolicyDate(window.from) || !isPolicyDate(window.to)) return []
  // Said once, of the validity itself.
  if (validFrom !== null && validTo !== null && validFrom > validTo) return []
  const isLate = isPolicyDate(validTo) && window.to > validTo
  const isEarly = isPolicyDate(validFrom) && window.to < validFrom
  return [
    ...unless(!isLate, 'window', '申报的截止日比有效期的止日还晚，请核对这两个日期。'),
    ...unless(!isEarly, 'window', '申报在有效期开始以前就截止了，请核对这两个日期。'),
  ]
}

const countable: readonly FieldKind[] = ['integer', 'money', 'area', 'months', 'years']

/** What an amount is reckoned by has to be something that is asked. */
function amountFieldProblems({ amount, audience }: PolicyContent): FieldProblem[] {
  if (amount.kind !== 'perUnit' && amount.kind !== 'byValue') return []
  const field = policyField(audience, amount.field)
  if (!field) return unless(false, 'amount', `补助标准里没有“${amount.field}”这一栏，请从给出的栏目里选。`)
  if (amount.kind === 'perUnit')
    return unless(countable.includes(field.kind), 'amount', `“${field.title}”不是数，不能按它一份一份地算。`)
  const strange = amount.steps.find(({ value }) => !field.choices?.some((choice) => choice.value === value))
  return unless(!strange, 'amount', `“${field.title}”里没有“${strange?.value}”这一档，请从给出的几种里选。`)
}

const sums = (amount: Amount): (number | null)[] => {
  switch (amount.kind) {
    case 'fixed':
    case 'upTo':
      return [amount.fen]
    case 'share':
      return [amount.cap]
    case 'perUnit':
      return [amount.fen, amount.cap, amount.units]
    case 'byValue':
      return amount.steps.map(({ fen }) => fen)
    case 'unknown':
      return []
  }
}

const amountProblems = (amount: Amount): FieldProblem[] => [
  ...unless(
    sums(amount).every((sum) => sum === null || (Number.isFinite(sum) && sum > 0)),
    'amount',
    '补助标准要大于0。',
  ),
  ...(amount.kind === 'share'
    ? unless(amount.permille > 0 && amount.permille <= 1_000, 'amount', '补助比例要在0到100%之间。')
    : []),
  ...(amount.kind === 'unknown' ? unless(hasWords(amount.text), 'amount', '还没有写补助标准。') : []),
  ...(amount.kind === 'byValue' ? unless(amount.steps.length > 0, 'amount', '还没有写各档的补助标准。') : []),
]

function applyProblems(at: ApplyAt, place: string): FieldProblem[] {
  if (at.kind === 'url')
    return unless(
      /^https:\/\/[^\s/]+\.[^\s]+$/.test(at.url),
      'applyAt',
      '办理网址要以https://开头，请打开试一下再贴。',
    )
  if (at.kind === 'miniProgram')
    return unless(
      /^wx[0-9a-f]{16}$/.test(at.appId),
      'applyAt',
      '小程序的AppID应是wx开头的18位，请向办理部门要。',
    )
  return unless(hasWords(place), 'place', '还没有写到哪里办。')
}

/** 公平竞争审查条例: an enterprise's policy needs the review of whoever drafted it. */
function competitionProblems(review: CompetitionReview | null): FieldProblem[] {
  const missing = (message: string) => unless(false, 'competition', message)
  if (review === null)
    return missing('还没有公平竞争审查记录：写明审查机构、日期和结论；转发的写文号；不涉及的写理由。')
  switch (review.kind) {
    case 'reviewed':
      if (!hasWords(review.body)) return missing('公平竞争审查还缺审查机构。')
      if (!isPolicyDate(review.date)) return missing('公平竞争审查还缺日期。')
      return unless(hasWords(review.conclusion), 'competition', '公平竞争审查还缺结论。')
    case 'forwarded':
      return unless(hasWords(review.documentNo), 'competition', '转发的政策，请写上原文件的文号。')
    case 'notConcerned':
      return unless(hasWords(review.reason), 'competition', '不涉及公平竞争审查的，请写明理由。')
  }
}

/** Who is judged by the last day needs a last day. */
const lastDayProblems = ({ rule, window }: PolicyContent): FieldProblem[] =>
  window.kind === 'dates'
    ? []
    : conditionsOf(rule).flatMap(({ condition, path }) =>
        unless(
          condition.on === undefined,
          `rule.${path}`,
          '这一条要在截止那天符合，可是申报没有截止日；请改成申报当天，或填上起止日期。',
        ),
      )

function ruleReasons(content: PolicyContent): FieldProblem[] {
  const problems = ruleProblems(content.rule, content.audience)
  if (problems.length > 0)
    return problems.map(({ path, message }) => ({ field: `content.rule${path && '.'}${path}`, message }))
  return [
    ...unless(conditionsOf(content.rule).length > 0, 'rule', '还没有写谁可以申报：至少要有一条条件。'),
    ...lastDayProblems(content),
  ]
}

/**
 * Everything that stands between a policy and the reviewer. 三同步: the document, its plain interpretation and the materials
 * are ready together.
 */
export const policyReadiness = (content: PolicyContent): FieldProblem[] => [
  ...unless(hasWords(content.title), 'title', '还没有写标题。'),
  ...unless(hasWords(content.plain), 'plain', '还没有写“一句话说清”：谁能得到什么。'),
  ...unless(hasWords(content.issuer), 'issuer', '还没有写发文机关。'),
  ...unless(hasWords(content.documentNo), 'documentNo', '还没有写文号。'),
  ...unless(isDate(content.issuedOn), 'issuedOn', '成文日期要填日期。'),
  ...unless(isDate(content.validFrom) && isDate(content.validTo), 'validTo', '有效期要填日期。'),
  ...unless(
    content.validFrom === null || content.validTo === null || content.validFrom <= content.validTo,
    'validTo',
    '有效期的止日比起日还早，请核对。',
  ),
  ...unless(hasWords(content.text), 'text', '还没有政策原文。原文、解读和材料要一起发布（三同步）。'),
  ...unless(
    hasWords(content.interpretation),
    'interpretation',
    '还没有解读。用大白话写，与原文一起发布（三同步）。',
  ),
  ...unless(
    content.way === 'instant' || content.materials.length > 0,
    'materials',
    '还没有列申报材料，要与原文一起发布（三同步）。不用交材料的，请把兑现方式改为“免申即享”。',
  ),
  ...content.materials.flatMap(({ name }, at) =>
    unless(hasWords(name), `materials.${at}`, `第${at + 1}件材料还没有名称。`),
  ),
  ...unless(content.steps.some(hasWords), 'steps', '还没有写怎么办。'),
  ...unless(hasWords(content.phone), 'phone', '还没有咨询电话。'),
  ...unless(content.benefits.length > 0, 'benefits', '还没有选支持方式。'),
  ...windowProblems(content.window),
  ...validityProblems(content),
  ...amountProblems(content.amount),
  ...amountFieldProblems(content),
  ...(content.way === 'instant' ? [] : applyProblems(content.applyAt, content.place)),
  ...ruleReasons(content),
  ...(content.audience === 'enterprise' ? competitionProblems(content.competition) : []),
]
