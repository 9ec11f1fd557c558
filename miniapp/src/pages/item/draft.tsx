import type { NilOffer } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { NilReturn } from '../../widgets'
import './item.scss'

interface DraftProps {
  region: string
  no: number
  name: string
  offer: NilOffer | null
  onSaid: () => void
}

/** For those who may write here: starts a draft for this item, or says that its last period had none. */
export function Draft({ region, no, name, offer, onSaid }: DraftProps) {
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
      {offer ? <NilReturn region={region} no={no} name={name} offer={offer} onDone={onSaid} /> : null}
    </View>
  )
}
