import type { Audience, DisclosureState, NoticeLine } from '@hutang/shared/contract'

/** Who may read a notice, in a villager's words. */
export const audienceText: Record<Audience, string> = {
  public: '所有人都能看',
  village: '本村村民认证后可看',
  members: '本村集体经济组织成员认证后可看',
  household: '明细只给本户看',
}

export const followedText = (label: string, when: string) => `已订阅“${label}”。有新公开，${when}。`
export const unfollowedText = '已取消订阅。公开栏和这里随时能看。'

export const stateWord: Record<DisclosureState, string> = {
  published: '已公开',
  nil: '本期无',
  unrecorded: '本期未登记',
  notDue: '还没到时间',
  missing: '应公开未公开',
}

export const stateTone = {
  published: 'good',
  nil: 'info',
  unrecorded: 'plain',
  notDue: 'plain',
  missing: 'missing',
} as const satisfies Record<DisclosureState, string>

const said = /^(应公开未公开|本期未登记|还没到时间)[：:]\s*/
const published = /(周.)公开$/

/** The sentence about a state, without the word that the tag beside it already shows. */
export const stateNote = (sentence: string): string => sentence.replace(said, '').replace(published, '$1')

/** In a list: why only the title can be read. */
export const lockedText = ({ audience }: Pick<NoticeLine, 'audience'>): string =>
  audience === 'public' ? '认证后可看' : audienceText[audience]

/** A long name of an item, cut at its first bracket, mark or 与. */
/** Whose the own figures of a notice are. */
export const ownerOf = ({ ownOf }: { ownOf?: 'person' }): string => (ownOf ? '我本人' : '我家')

export const shortName = (name: string): string => name.split(/[（(、，与]/)[0] ?? name

/** Whom one tells about a notice of this place. */
export const officeOf = (level: string): '村里' | '镇里' => (level === 'township' ? '镇里' : '村里')
