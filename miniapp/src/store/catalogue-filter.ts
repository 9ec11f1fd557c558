import { memory } from './memory'

export interface CatalogueFilter {
  /** A group of categories; an empty string means all of them. */
  group: string
  missingOnly: boolean
}

/** Set by the home page for the catalogue, because a page of the tab bar takes no query. */
export const catalogueFilter = memory<CatalogueFilter>({ group: '', missingOnly: false })
