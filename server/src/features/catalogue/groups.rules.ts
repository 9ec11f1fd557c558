import Type from 'typebox'
import groupsJson from '../../../../config/catalogue/groups.json'
import { parseConfig } from './catalogue.rules'

const groupOfCategory = new Map(
  Object.entries(
    parseConfig(
      Type.Record(Type.String(), Type.Array(Type.String())),
      groupsJson,
      'config/catalogue/groups.json',
    ),
  ).flatMap(([group, categories]) => categories.map((category) => [category, group] as const)),
)

/** What a category stands under where there are too many for one line; a village's five stand for themselves. */
export const groupOf = (category: string): string => groupOfCategory.get(category) ?? category
