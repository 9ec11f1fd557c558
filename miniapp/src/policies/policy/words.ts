import type { PolicyView } from '@hutang/shared/contract'

type Content = PolicyView['content']

export function repeatWords(repeat: Content['repeat']): string {
  switch (repeat.kind) {
    case 'unlimited':
      return '可以多次享受'
    case 'once':
      return '只能享受一次'
    case 'yearly':
      return '每年可以享受一次'
    case 'years':
      return `${repeat.years} 年可以享受一次`
  }
}

/** 兑现方式, said plainly. */
export const wayWords: Record<Content['way'], string> = {
  instant: '免申即享：不用申请，主管部门核定后直接到账。',
  promise: '即申即享：交上承诺就能拿，事后抽查。',
  quick: '快申快享：材料少，审得快。',
  review: '申报审核：交齐材料，由主管部门审核。',
}

export function competitionWords({ competition }: Pick<Content, 'competition'>): string {
  switch (competition?.kind) {
    case 'reviewed':
      return `${competition.body}，${competition.date}：${competition.conclusion}`
    case 'forwarded':
      return `转发的文件，审查由原起草单位做过：${competition.documentNo}`
    case 'notConcerned':
      return `不涉及：${competition.reason}`
    default:
      return '没有登记'
  }
}

/** Blank lines stand between paragraphs. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
