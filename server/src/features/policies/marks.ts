import type { Deps } from '../../deps'
import { publicMark } from '../../http/public-cache'
import { policiesMark } from './policies.model'

/** Tells every process that other policies can be read than before. After that is written; never rejects. */
export const policiesChanged = ({ marks }: Pick<Deps, 'marks'>): Promise<void> =>
  marks.move(policiesMark, publicMark)
