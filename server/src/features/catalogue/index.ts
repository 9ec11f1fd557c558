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
export { suggestedColumns, wechatTemplates } from './catalogue.rules'
export { groupOf } from './groups.rules'
export { ledgerOfKind, ledgerPlace, ledgerRules } from './ledgers.rules'

/** 公开目录: what must be public, from configuration; it keeps nothing in the database. */
export const catalogue = { name: 'catalogue' } satisfies Feature
