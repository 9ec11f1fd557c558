import Type, { type Static } from 'typebox'
import nameListsJson from '../../../../config/name-lists.json'
import { enumOf, parseConfig } from './catalogue.rules'

/** `afterNotice`: folded (收起) when its notice period is over; `standing` (在保名单): shown while it is paid. */
export const NameLists = Type.Object(
  {
    village: Type.Record(Type.String({ pattern: '^[0-9]{1,3}$' }), enumOf(['afterNotice', 'standing'])),
    township: Type.Record(Type.String({ pattern: '^[0-9]{1,3}$' }), enumOf(['afterNotice', 'standing'])),
  },
  { additionalProperties: false },
)

let nameLists: Static<typeof NameLists> | undefined

/** What becomes of the names that an item publishes; undefined where it publishes no such list. */
export function nameListOf(level: string, itemNo: number): 'afterNotice' | 'standing' | undefined {
  nameLists ??= parseConfig(NameLists, nameListsJson, 'config/name-lists.json')
  return level === 'village' || level === 'township' ? nameLists[level][String(itemNo)] : undefined
}
