import { memory } from './memory'

export interface CatalogueFilter {
  /** An empty string means all categories. */
  category: string
  missingOnly: boolean
}

/** Set by the home page for the catalogue, because a page of the tab bar takes no query. */
export const catalogueFilter = memory<CatalogueFilter>({ category: '', missingOnly: false })
