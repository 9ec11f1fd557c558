import type { RegionTreeNode } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Card } from '../../components/card/card'
import { Dialog } from '../../components/dialog/dialog'
import { Row } from '../../components/row/row'
import { EmptyState } from '../../components/states/empty-state'
import { useScreen } from '../../hooks/use-screen'
import { choose as chooseRegion, useShownRegion } from '../../store/region'
import { Loaded } from '../loaded/loaded'

export interface RegionListProps {
  onChosen?: () => void
}

/** All registered villages, grouped by township. */
export function RegionList({ onChosen }: RegionListProps) {
  const screen = useScreen('GET /api/regions')
  return (
    <Loaded screen={screen}>
      {({ regions }) => (
        <Townships
          townships={regions.flatMap((top) => (top.level === 'county' ? top.children : []))}
          alone={regions.filter(({ level }) => level === 'village')}
          onChosen={onChosen}
        />
      )}
    </Loaded>
  )
}

interface TownshipsProps extends RegionListProps {
  townships: RegionTreeNode[]
  /** A village before its county begins. */
  alone: RegionTreeNode[]
}

function Townships({ townships, alone, onChosen }: TownshipsProps) {
  const current = useShownRegion()
  if (townships.length + alone.length === 0) {
    return <EmptyState icon="home" title="还没有村镇" detail="村镇登记以后，在这里选择。" />
  }
  const choose = (code: string) => {
    chooseRegion(code)
    onChosen?.()
  }
  const line = ({ code, name, level }: RegionTreeNode) => (
    <Row
      key={code}
      icon={level === 'village' ? 'house' : 'building'}
      title={level === 'village' ? name : `${name}政府`}
      tag={code === current ? { text: '正在看', tone: 'good' } : undefined}
      onPress={() => choose(code)}
    />
  )
  return (
    <View>
      {alone.length > 0 ? <Card flush>{alone.map(line)}</Card> : null}
      {townships.map((township) => (
        <Card key={township.code} title={township.name} flush>
          {township.children.map(line)}
          {line(township)}
        </Card>
      ))}
    </View>
  )
}

export interface RegionPickerProps {
  open: boolean
  onClose: () => void
}

export function RegionPicker({ open, onClose }: RegionPickerProps) {
  return (
    <Dialog open={open} title="看哪个村" onClose={onClose}>
      <RegionList onChosen={onClose} />
    </Dialog>
  )
}
