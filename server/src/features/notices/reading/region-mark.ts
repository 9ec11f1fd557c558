import type { Deps } from '../../../deps'
import { publicMark } from '../../../http/public-cache'

/** Moves with everything that can be read of a region's notices. */
export const readableMark = (region: string): string => `region:${region}`

/**
 * Tells every process that other things can be read of a region than before: something was published,
 * withdrawn, taken down or folded (收起). To be called after that is written. One command; never rejects.
 */
export const readableChanged = ({ marks }: Pick<Deps, 'marks'>, region: string): Promise<void> =>
  marks.move(readableMark(region), publicMark)
