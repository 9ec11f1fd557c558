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
