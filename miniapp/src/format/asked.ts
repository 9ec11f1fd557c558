import type { AskedKey } from '@hutang/shared/contract'

/** The ten questions, as people ask them. */
export const askedWords: Record<AskedKey, string> = {
  spent: '村里上月花了多少？',
  fee: '我家流转费发了没有？',
  lowIncome: '谁在领低保？',
  leaders: '我们组找谁？',
  building: '建房怎么批？',
  benefits: '我能领什么？',
  bids: '谁中的标？',
  answered: '我的问题答复了吗？',
  insurance: '医保什么时候缴？',
  genuine: '这条是真的吗？',
}

export const askedIcons = {
  spent: 'money',
  fee: 'land',
  lowIncome: 'heart',
  leaders: 'people',
  building: 'house',
  benefits: 'policy',
  bids: 'building',
  answered: 'message',
  insurance: 'clock',
  genuine: 'check',
} as const satisfies Record<AskedKey, string>
