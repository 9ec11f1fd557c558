import { type NoticeView, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { noticeView } from '../notices'

/** Always what a visitor reads, whoever asks. */
export const visitorsView = (deps: Deps, id: string): Promise<NoticeView> => noticeView(deps, id, visitor)

/** Why nothing of it may go out now; null where it may. */
export function whyNot({ state, gone, banners }: NoticeView): string | null {
  if (state === 'takenDown') return '这条公开已撤下，不能再往外发。'
  if (gone || banners.some(({ kind }) => kind === 'hidden')) return '这条公开先遮住了，现在不能往外发。'
  return state === 'withdrawn' ? '这条公开已撤回，不再往外发。' : null
}

/** The same, or the error: what was taken down is not there any more. */
export async function postable(deps: Deps, id: string): Promise<NoticeView> {
  const view = await visitorsView(deps, id)
  const message = whyNot(view)
  if (message === null) return view
  throw new AppError(view.state === 'takenDown' ? 'noticeNotFound' : 'notForPosting', { message })
}
