import { memory } from './memory'

export interface CatalogueFilter {
  /** Empty: all of them. */
  category: string
  missingOnly: boolean
}

/** What the home page wants the catalogue to show: a tab takes no query. */
export const catalogueFilter = memory<CatalogueFilter>({ category: '', missingOnly: false })
