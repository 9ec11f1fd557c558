import { masksNames, type Names, type Restriction } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { namesIn } from '../../residents'

/** The register's names, which are masked in every cell; null where names are shown. */
export const maskedNames = async (deps: Deps, restriction: Restriction): Promise<Names | null> =>
  masksNames(restriction) ? namesIn(deps, restriction.region) : null
