import type { RegionTreeNode } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Card, Row } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Panes } from '../components/panes/panes'
import { MoreCard } from './more-card'
import { OfficeDialog } from './office-dialog'
import { VouchersCard } from './vouchers-card'
import './places.scss'

const levels = { county: 'building', township: 'building', village: 'house' } as const

/** 村镇和办公室: for the administrator: where the offices are, and more places by a table. */
export default function Places() {
  const named = wordOf(useRouter().params.region)
  const user = useUser()
  const region = named || user?.roles.find(({ role }) => role === 'administrator')?.region.code || ''
  const screen = useScreen('GET /api/regions', user ? {} : null)
  const [open, setOpen] = useState<RegionTreeNode>()
  if (!user) return <SignInGate title="村镇和办公室" why="管理员登录后，可以登记村镇、改办公室。" />
  return (
    <Page title="村镇和办公室" wide screen={screen}>
      {({ regions }) => (
        <>
          <Panes
            sideName="加村镇"
            list={
              <Card title="点一个，改它的办公室" flush>
                {placesIn(regions, region).map(({ place, depth }) => (
                  <Row
                    key={place.code}
                    icon={levels[place.level]}
                    title={`${'　'.repeat(depth)}${place.name}`}
                    note={`${'　'.repeat(depth)}代码 ${place.code}`}
                    onPress={() => setOpen(place)}
                  />
                ))}
              </Card>
            }
            side={
              <>
                <MoreCard onDone={screen.reload} />
                <VouchersCard region={region} />
              </>
            }
          />
          {open ? <OfficeDialog place={open} onClose={() => setOpen(undefined)} /> : null}
        </>
      )}
    </Page>
  )
}

interface Placed {
  place: RegionTreeNode
  depth: number
}

/** A place with what lies in it, from above down. */
function placesIn(regions: readonly RegionTreeNode[], code: string, depth = 0): Placed[] {
  return regions.flatMap((place) => {
    const own = place.code.startsWith(code)
    return [
      ...(own ? [{ place, depth }] : []),
      ...placesIn(place.children as RegionTreeNode[], code, own ? depth + 1 : depth),
    ]
  })
}
