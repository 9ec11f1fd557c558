import type { NoticeOutputs, PostingPlace } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { toast } from '../../components'
import type { Action } from '../../hooks/use-action'

export interface OutputPart {
  outputs: NoticeOutputs
  note: Action<[PostingPlace]>
}

/** Of the current edition. */
export const isNoted = ({ postings }: NoticeOutputs, place: PostingPlace): boolean =>
  postings.some(({ where, older }) => where === place && !older)

export async function copyText(data: string, done: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data })
    toast(done)
  } catch {
    toast('没有复制成功，请长按文字复制')
  }
}
