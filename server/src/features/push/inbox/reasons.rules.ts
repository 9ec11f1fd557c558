import type { NoticeLine } from '@hutang/shared'
import { partsOf, type Scope } from '../../announcements'
import { labelOf } from '../following/labels.rules'
import type { Reason } from '../push.model'

const scopePrefix = 'scope:'
const countyDigits = 6

/** Why an entry is in the inbox, as a sentence. */
export function reasonText(
  reason: Reason,
  { region, regionName, itemName }: Pick<NoticeLine, 'region' | 'regionName' | 'itemName'>,
): string {
  if (reason === 'household') return '与我家有关'
  if (reason === 'emergency') return '应急信息'
  if (reason === 'work') return '等您来办'
  if (reason === 'enterprise') return '与我的企业有关'
  if (reason === 'asker') return '我提的'
  if (reason === 'account') return '我的账号'
  if (reason === 'received') return '您收到过这条公开'
  return `订阅了${followedIn(partsOf(reason.slice(scopePrefix.length)), { region, regionName, itemName })}`
}

/** Of the place itself, or of a township or county above it. */
function followedIn(
  scope: Scope,
  { region, regionName, itemName }: Pick<NoticeLine, 'region' | 'regionName' | 'itemName'>,
): string {
  if (scope.policy?.id) return '这条政策'
  if (scope.region === region)
    return labelOf({ ...scope, below: false }, { name: regionName }, { level2: itemName })
  const whole = scope.region.length > countyDigits ? '全镇' : '全区'
  if (scope.policy) return labelOf({ ...scope, below: false }, { name: whole }, null)
  if (scope.word) return `${whole}带“${scope.word}”的公开`
  return `${whole}的${scope.category ?? '全部公开'}`
}
