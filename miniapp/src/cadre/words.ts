import type { Audience, Change, EditionState, EditionWork, Item } from '@hutang/shared/contract'
import type { RowTag } from '../components/row/row'
import { momentText } from '../format/date'

const audienceWords: Record<Audience, string> = {
  public: '所有人都能看，不用登录。',
  village: '认证过的本村村民能看全文；其他人只看到标题和日期。',
  members: '认证过的集体经济组织成员能看全文；其他人只看到标题和日期。',
  household: '认证过的村民能看概要，表格里只看到自己家的；其他人只看到标题和日期。',
}

/** Sentences that tell who can read it after publication. */
export function audienceSentences({ audience, maskLevel }: Pick<Item, 'audience' | 'maskLevel'>): string[] {
  const sentences = [audienceWords[audience]]
  if (maskLevel === 'M3') sentences.push('表格里的姓名会遮去一部分，自己家的不遮。')
  if (maskLevel === 'M4' && audience !== 'household') sentences.push('表格里每户只看到自己家的那几行。')
  return sentences
}

export const stateTag: Record<EditionState, Pick<RowTag, 'tone' | 'icon'>> = {
  draft: { tone: 'plain', icon: 'edit' },
  submitted: { tone: 'soon' },
  returned: { tone: 'missing', icon: 'return' },
  approved: { tone: 'info' },
  scheduled: { tone: 'soon' },
  published: { tone: 'good' },
  superseded: { tone: 'plain' },
}

export const whySignIn = '这里是村干部办事的地方，登录后才能看到要办的事。'

/** How large a correction is, as its writer chooses. */
export const changeChoices = [
  { value: 'minor', label: '只改错字，不再通知' },
  { value: 'major', label: '内容有变，通知收到过的人' },
] as const

/** Sentences that tell whom a correction reaches, and how long it then stays up. */
export function changeSentences({ size, displayAnew }: Pick<Change, 'size' | 'displayAnew'>): string[] {
  if (size === null) return ['还没有选：只改错字，还是内容有变。']
  if (size === 'minor') return ['只改错字，不再通知。', '原来的内容仍可查看。']
  return [
    '内容有变，通知收到过的人；改到哪一户，那一户看到原来和现在的数。',
    displayAnew ? '公示期从更正公开那天重新计算。' : '公示期不重新计算。',
    '原来的内容仍可查看。',
  ]
}

/** Who stated the grounds, and when; empty where nobody has. */
export const groundsLine = ({ by, at }: EditionWork['grounds']): string =>
  by && at ? `${by} · ${momentText(at)}` : ''
