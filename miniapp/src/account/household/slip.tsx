import type { HouseholdView } from '@hutang/shared/contract'
import { Card } from '../../components'
import { dayText } from '../../format/date'

/** The newest paper slip of the household, so that one that nobody at home asked for does not go unnoticed. */
export function Slip({ slip }: Pick<HouseholdView, 'slip'>) {
  if (slip === null) return null
  const use =
    slip.usedAt === null ? `还没有人用，${dayText(slip.expiresAt)}前有效。` : `${dayText(slip.usedAt)}已用。`
  return (
    <Card title="认证纸条">
      {`${dayText(slip.issuedAt)}，${slip.issuedBy}给您家发了一张，${use}家里没有人要过的话，请打村里电话问一问。`}
    </Card>
  )
}
