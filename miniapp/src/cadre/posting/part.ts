import type { NoticeOutputs, PostingPlace } from '@hutang/shared/contract'
import type { Action } from '../../hooks/use-action'

export interface OutputPart {
  outputs: NoticeOutputs
  note: Action<[PostingPlace]>
}

/** Of the current edition. */
export const isNoted = ({ postings }: NoticeOutputs, place: PostingPlace): boolean =>
  postings.some(({ where, older }) => where === place && !older)
