import type { Item, Names } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { namesIn } from '../../residents'
import type { EditionDoc } from '../notices.model'

/** The register's names where an item's words may hold none; null where they may. */
export const namesFor = async (
  deps: Deps,
  { region }: Pick<EditionDoc, 'region'>,
  { maskLevel }: Pick<Item, 'maskLevel'>,
): Promise<Names | null> => (maskLevel < 'M2' ? null : namesIn(deps, region))
