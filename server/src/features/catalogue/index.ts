import type { Feature } from '../../feature'

export {
  catalogueOf,
  displayDays,
  foldsAt,
  itemOf,
  itemOfNotice,
  type RegionPlace,
  restrictionOf,
  wholeCatalogueOf,
} from './catalogue'
export { groupOf, suggestedColumns, wechatTemplates } from './catalogue.rules'

/** 公开目录: what must be public, from configuration; it keeps nothing in the database. */
export const catalogue = { name: 'catalogue' } satisfies Feature
