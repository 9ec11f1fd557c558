import type { RegionTreeNode } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useScreen } from '../../api/use-screen'
import { region } from '../../store/region'
import { Card } from '../card/card'
import { Dialog } from '../dialog/dialog'
import { Row } from '../row/row'
import { Skeleton } from '../skeleton/skeleton'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'

export interface RegionListProps {
  onChosen?: () => void
}

/** The villages, township by township, as they are registered. */
export function RegionList({ onChosen }: RegionListProps) {
  const screen = useScreen('GET /api/regions')
  const current = region.use()
  if (screen.data === undefined) {
    return screen.error ? (
      <ErrorState error={screen.error} onRetry={() => void screen.reload()} />
    ) : (
      <Skeleton />
    )
  }
  const townships = screen.data.regions.flatMap((county) => county.children)
  if (townships.length === 0) {
    return <EmptyState icon="home" title="还没有村镇" detail="村镇登记以后，在这里选择。" />
  }
  const choose = (code: string) => {
    region.set(code)
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
