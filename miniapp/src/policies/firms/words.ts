import type { EnterpriseLine } from '@hutang/shared/contract'
import type { TagTone } from '../../components'

export const linkTones: Record<EnterpriseLine['link']['state'], TagTone> = {
  asked: 'soon',
  confirmed: 'good',
  refused: 'missing',
  ended: 'plain',
}

export const roleWords: Record<EnterpriseLine['link']['role'], string> = {
  owner: '负责人',
  colleague: '同事',
}

/** What comes next, in one sentence. */
export function nextText({ link: { state, reason, role } }: EnterpriseLine): string {
  switch (state) {
    case 'asked':
      return '镇里核实后告诉您。现在就可以先填档案，只有您自己看得到。'
    case 'confirmed':
      return role === 'owner' ? '您是负责人，可以请同事一起管。' : '您是这家企业的同事。'
    case 'refused':
      return reason ? `镇里说：${reason}` : '镇里没有通过。弄清楚以后可以再申请。'
    case 'ended':
      return '已经退出。'
  }
}
