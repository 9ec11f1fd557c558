import { View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import './item.scss'

/** For those who may write here: starts a draft for this item. */
export function Draft({ region, no }: { region: string; no: number }) {
  const start = useAction(async (key) => {
    const work = await call('POST /api/notices', { body: { region, item: no }, idempotencyKey: key })
    goToCadre('edit', { id: work.notice })
  })
  return (
    <View className="item-action">
      <Problem error={start.error} />
      <Button kind="secondary" icon="edit" busy={start.busy} onPress={() => void start.run()}>
        写一条公开
      </Button>
    </View>
  )
}
