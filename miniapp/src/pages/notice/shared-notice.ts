import type { NoticeView } from '@hutang/shared/contract'
import { plainCard } from '../../format/card'

/** 转发: the title where everybody may read the notice, and the service's card; of what has ended neither its title nor that. */
export function sharedNotice(notice: NoticeView | undefined, id = '') {
  const path = `/pages/notice/index?id=${encodeURIComponent(id)}`
  if (!notice) return { title: '村务公开', path, imageUrl: plainCard }
  const { region, item, state, gone, title } = notice
  const current = state === 'published' && !gone
  const open = current && item.audience === 'public'
  return {
    title: open ? title : `${region.name}：有公开，请打开查看`,
    path,
    imageUrl: current ? `${API_BASE}/api/notices/${encodeURIComponent(id)}/share-card.png` : plainCard,
  }
}
