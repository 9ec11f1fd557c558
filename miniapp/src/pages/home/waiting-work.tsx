import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { byRegion, waitingText } from '../../format/work'
import { goToCadre } from '../../hooks/navigation'

/** What waits for a cadre, before everything else: nobody is published a day later for want of a look. */
export function WaitingWork({ home }: { home: Answer<'GET /api/screens/home'> }) {
  const offices = byRegion(home.user?.waiting ?? [])
  if (offices.length === 0) return null
  return (
    <Card tone="warning" flush>
      {offices.map(({ region, waiting }) => (
        <Row
          key={region.code}
          icon="edit"
          title={waitingText(waiting)}
          detail={`${region.name} · 打开工作台`}
          onPress={() => goToCadre('desk', { region: region.code })}
        />
      ))}
    </Card>
  )
}
