import type { NoticeLine } from '@hutang/shared'
import { partsOf } from '../../announcements'
import { labelOf } from '../following/labels.rules'
import type { Reason } from '../push.model'

const scopePrefix = 'scope:'

/** Why an entry is in the inbox, as a sentence. */
export function reasonText(reason: Reason, { regionName, itemName }: NoticeLine): string {
  if (reason === 'household') return '与我家有关'
  if (reason === 'emergency') return '应急信息'
  if (reason === 'work') return '等您来办'
  if (reason === 'received') return '您收到过这条公开'
  const scope = partsOf(reason.slice(scopePrefix.length))
  return `订阅了${labelOf(scope, { name: regionName }, { level2: itemName })}`
}
